/** True where a letter key means a letter, or a dialog has the keyboard. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"], [role="menu"]') !== null
  );
}

/** True while a dialog, menu or list of choices is open above the page. */
export const overlayOpen = (): boolean =>
  // Lists of choices stay in the document while they are closed.
  [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].some((element) =>
    element.checkVisibility(),
  );

interface EnterEvent {
  key: string;
  keyCode: number;
  isComposing: boolean;
  timeStamp: number;
}

// The Enter that ends a conversion: most browsers say isComposing or key code
// 229; Safari ends the composition before the key goes down, so an Enter in the
// same moment is the conversion's as well.
const sameMoment = 80;

export function makeComposition() {
  let composing = false;
  let endedAt = Number.NEGATIVE_INFINITY;
  return {
    start: () => {
      composing = true;
    },
    end: (timeStamp: number) => {
      composing = false;
      endedAt = timeStamp;
    },
    /** True when this Enter belongs to the conversion of Japanese, not to the text. */
    converts: (event: EnterEvent): boolean =>
      composing || event.isComposing || event.keyCode === 229 || event.timeStamp - endedAt < sameMoment,
  };
}

export type SendKey = "enter" | "mod+enter";

interface Keys {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Whether a key press sends. On a touch screen Enter makes a line and the button sends. */
export function sends(event: Keys, sendKey: SendKey, touch: boolean): boolean {
  if (event.key !== "Enter" || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return sendKey === "enter" && !event.shiftKey && !touch;
}

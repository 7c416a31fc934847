// What a phone remembers over a reload: which message was seen last, which
// quick reply was used. Nobody else is told.

/** A value of one talk: get() and set(text). */
export function kept(what, user, channel) {
  const key = `phone:${what}:${user}:${channel}`;
  let memory = '';
  return {
    get() {
      try {
        return sessionStorage.getItem(key) ?? memory;
      } catch {
        return memory; // a browser that keeps nothing
      }
    },
    set(text) {
      memory = text;
      try {
        sessionStorage.setItem(key, text);
      } catch { /* then it is forgotten with the page */ }
    },
  };
}

/** Where something stands in a text, counted from one. */
export interface Place {
  line: number;
  column: number;
}

/** A JSON text read, with the places of its values by their paths ("" for the whole). */
export type Read =
  | { ok: true; value: unknown; placeOf: (path: string) => Place | undefined }
  | { ok: false; at: Place };

/** Thrown inside of the reader at the offset of what is wrong. */
class Wrong {
  constructor(readonly offset: number) {}
}

/** Reads JSON and remembers where its values stand; the browser's own reader tells neither. */
export function readJSON(text: string): Read {
  const reader = new Reader(text);
  try {
    const value = reader.whole();
    return {
      ok: true,
      value,
      placeOf: (path) => {
        const offset = reader.offsets.get(path);
        return offset === undefined ? undefined : placeAt(text, offset);
      },
    };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, at: placeAt(text, error.offset) };
    throw error;
  }
}

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

// Deeper than any Flex Message, and shallow enough for the stack.
const maxDepth = 500;

class Reader {
  readonly offsets = new Map<string, number>();
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): unknown {
    const value = this.value("", 0);
    this.space();
    if (this.at < this.text.length) throw new Wrong(this.at);
    return value;
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? "")) this.at++;
  }

  private value(path: string, depth: number): unknown {
    this.space();
    if (depth > maxDepth) throw new Wrong(this.at);
    this.offsets.set(path, this.at);
    const first = this.text[this.at];
    if (first === "{") return this.object(path, depth);
    if (first === "[") return this.array(path, depth);
    if (first === '"') return this.string();
    const match = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)/y;
    match.lastIndex = this.at;
    const token = match.exec(this.text)?.[0];
    if (!token) throw new Wrong(this.at);
    this.at += token.length;
    return JSON.parse(token);
  }

  private object(path: string, depth: number): unknown {
    const out: [string, unknown][] = [];
    this.at++;
    this.space();
    if (this.take("}")) return {};
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') throw new Wrong(this.at);
      const key = this.string();
      this.space();
      this.expect(":");
      out.push([key, this.value(path ? `${path}.${key}` : key, depth + 1)]);
      this.space();
      if (this.take("}")) return Object.fromEntries(out);
      this.expect(",");
    }
  }

  private array(path: string, depth: number): unknown {
    const out: unknown[] = [];
    this.at++;
    this.space();
    if (this.take("]")) return out;
    for (;;) {
      out.push(this.value(path ? `${path}.${out.length}` : String(out.length), depth + 1));
      this.space();
      if (this.take("]")) return out;
      this.expect(",");
    }
  }

  private string(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none in its strings
    const match = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
    match.lastIndex = this.at;
    const start = this.at;
    this.at += match.exec(this.text)?.[0].length ?? 0;
    this.expect('"');
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }

  private take(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }

  private expect(mark: string): void {
    if (!this.take(mark)) throw new Wrong(this.at);
  }
}

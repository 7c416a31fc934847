// Text for people stands in the catalogues only. This reads every source file
// with TypeScript's own parser, so that comments and code do not count.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const source = join(import.meta.dirname, "../src");
const spoken = new Set([
  "label",
  "title",
  "placeholder",
  "description",
  "alt",
  "aria-label",
  "lead",
  "suffix",
]);
// LINE's variables are Japanese in every language; they are protocol, not text.
const protocol = ["components/bubbles/variables.ts"];
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

function files(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return files(path);
    return /\.tsx?$/.test(entry.name) && !/\.(test|gen)\./.test(entry.name) ? [path] : [];
  });
}

function faults(path: string): string[] {
  const name = relative(source, path);
  const file = ts.createSourceFile(
    path,
    readFileSync(path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const report = (node: ts.Node, why: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${name}:${line + 1} ${why}: ${node.getText().trim().slice(0, 60)}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) report(node, "text in an element");
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (spoken.has(node.name.getText()) && /\p{L}/u.test(node.initializer.text))
        report(node, "text in an attribute");
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (japanese.test(node.text) && !protocol.includes(name) && !isNameOfLanguage(node.text))
        report(node, "Japanese");
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

// The switch names each language in itself, for those who cannot read the other.
const isNameOfLanguage = (text: string) => text === "\u65e5\u672c\u8a9e";

describe("the source", () => {
  it("has no text for people outside the catalogues", () => {
    expect(files(source).flatMap(faults)).toEqual([]);
  });

  it("has no file over 300 lines", () => {
    const long = files(source).filter((path) => readFileSync(path, "utf8").split("\n").length > 301);
    expect(long.map((path) => relative(source, path))).toEqual([]);
  });
});

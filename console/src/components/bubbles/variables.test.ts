import { describe, expect, it } from "vitest";
import { attributeVariable, fill, fitsVariable, openingText, split } from "./variables";

const sample = {
  contact: "佐藤",
  account: "さくら珈琲店",
  opening: "11月24日(火) 10:00",
  date: "11月22日(日)",
};

describe("variables", () => {
  it.each([
    ["{友だちの表示名}さん、{アカウント名}です", "佐藤さん、さくら珈琲店です"],
    ["{日付}は休み、次は{次の営業開始}", "11月22日(日)は休み、次は11月24日(火) 10:00"],
    ["誕生日は{属性:誕生日|未登録}", "誕生日は未登録"],
    ["誕生日は{属性：誕生日｜未登録}", "誕生日は未登録"],
    ["{属性:誕生日}", "誕生日"],
    ["{属性:}{誕生日}{}{{友だちの表示名}}", "{属性:}{誕生日}{}{佐藤}"],
    ["{ {アカウント名}", "{ さくら珈琲店"],
    ["波括弧 } だけ {", "波括弧 } だけ {"],
  ])("%s reads %s", (written, read) => {
    expect(fill(written, sample)).toBe(read);
  });

  it("of a contact whose attributes are known have their value, their default or nothing", () => {
    const known = { ...sample, attributes: { 誕生日: "4月1日" } };
    expect(fill("{属性:誕生日|未登録}{属性:番号|なし}{属性:会員}", known)).toBe("4月1日なし");
  });

  it("that have no value give way to their default", () => {
    expect(fill("{次の営業開始|未定}", { ...sample, opening: "" })).toBe("未定");
    expect(fill("{友だちの表示名|お客}", { ...sample, contact: " " })).toBe("お客");
  });

  it("keep their places in the text", () => {
    expect(split("a{日付}b").map(({ text, at }) => [text, at])).toEqual([
      ["a", 0],
      ["{日付}", 1],
      ["b", 5],
    ]);
  });

  it("are written as they are read", () => {
    expect(attributeVariable("誕生日", "未登録")).toBe("{属性:誕生日|未登録}");
    expect(attributeVariable("誕生日", "")).toBe("{属性:誕生日}");
    expect(fitsVariable("誕生|日")).toBe(false);
  });

  it("name a time as a shop does", () => {
    expect(openingText(new Date(2026, 10, 24, 9, 5))).toBe("11月24日(火) 09:05");
  });
});

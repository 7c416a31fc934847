import type { TFunction } from "i18next";

type T = TFunction<"bubbles">;

const box = (layout: string, contents: object[], more: object = {}) => ({
  type: "box",
  layout,
  ...more,
  contents,
});
const text = (value: string, more: object = {}) => ({ type: "text", text: value, wrap: true, ...more });
const button = (label: string, style: string, action: object) => ({
  type: "button",
  style,
  height: "sm",
  action: { ...action, label },
});
const says = (value: string) => ({ type: "message", text: value });

const dim = { color: "#8c8c8c", size: "sm" };

/** Ready-made Flex Messages to begin with. */
export const flexTemplates = (t: T) =>
  [
    { name: "shop", contents: shop(t) },
    { name: "coupon", contents: coupon(t) },
    { name: "reservation", contents: reservation(t) },
    { name: "menu", contents: menu(t) },
  ] as const;

function shop(t: T) {
  const row = (name: string, value: string) =>
    box("baseline", [text(name, { ...dim, flex: 2 }), text(value, { size: "sm", flex: 5 })], {
      spacing: "sm",
    });
  return {
    type: "bubble",
    body: box(
      "vertical",
      [
        text(t("flex.template.shop.title"), { weight: "bold", size: "xl" }),
        row(t("flex.template.shop.place"), t("flex.template.shop.placeValue")),
        row(t("flex.template.shop.hours"), t("flex.template.shop.hoursValue")),
      ],
      { spacing: "md" },
    ),
    footer: box(
      "vertical",
      [
        button(t("flex.template.shop.map"), "primary", { type: "uri", uri: "https://maps.google.com/" }),
        button(t("flex.template.shop.call"), "link", { type: "uri", uri: "tel:0312345678" }),
      ],
      { spacing: "sm" },
    ),
  };
}

function coupon(t: T) {
  return {
    type: "bubble",
    size: "kilo",
    hero: box(
      "vertical",
      [
        text(t("flex.template.coupon.off"), {
          color: "#ffffff",
          weight: "bold",
          size: "3xl",
          align: "center",
        }),
        text(t("flex.template.coupon.title"), { color: "#ffffff", size: "sm", align: "center" }),
      ],
      {
        paddingAll: "20px",
        background: {
          type: "linearGradient",
          angle: "135deg",
          startColor: "#06a648",
          endColor: "#0a5c8f",
        },
      },
    ),
    body: box(
      "vertical",
      [
        text(t("flex.template.coupon.terms"), { size: "sm" }),
        { type: "separator" },
        text(t("flex.template.coupon.until"), dim),
      ],
      { spacing: "md" },
    ),
    footer: box("vertical", [
      button(t("flex.template.coupon.use"), "primary", says(t("flex.template.coupon.use"))),
    ]),
  };
}

function reservation(t: T) {
  const row = (name: string, value: string) =>
    box("horizontal", [text(name, { ...dim, flex: 0 }), text(value, { size: "sm", align: "end" })], {
      spacing: "md",
    });
  return {
    type: "bubble",
    header: box("vertical", [
      text(t("flex.template.reservation.title"), { weight: "bold", color: "#06803a", size: "sm" }),
      text(t("flex.template.reservation.when"), { weight: "bold", size: "xl" }),
    ]),
    body: box(
      "vertical",
      [
        row(t("flex.template.reservation.person"), t("flex.template.reservation.personValue")),
        row(t("flex.template.reservation.number"), t("flex.template.reservation.numberValue")),
        { type: "separator", margin: "lg" },
        text(t("flex.template.reservation.note"), { ...dim, margin: "lg" }),
      ],
      { spacing: "sm" },
    ),
    footer: box(
      "horizontal",
      [
        button(
          t("flex.template.reservation.change"),
          "secondary",
          says(t("flex.template.reservation.change")),
        ),
        button(
          t("flex.template.reservation.cancel"),
          "secondary",
          says(t("flex.template.reservation.cancel")),
        ),
      ],
      { spacing: "sm" },
    ),
  };
}

function menu(t: T) {
  const card = (color: string, name: string, price: string) => ({
    type: "bubble",
    size: "micro",
    hero: box("vertical", [text(name, { color: "#ffffff", weight: "bold", align: "center" })], {
      backgroundColor: color,
      paddingAll: "28px",
    }),
    body: box("vertical", [text(price, { weight: "bold", size: "lg", align: "end" })], {
      paddingAll: "12px",
    }),
    footer: box("vertical", [button(t("flex.template.menu.order"), "link", says(name))]),
  });
  return {
    type: "carousel",
    contents: [
      card("#8a4b2a", t("flex.template.menu.first"), t("flex.template.menu.firstPrice")),
      card("#2f6b4f", t("flex.template.menu.second"), t("flex.template.menu.secondPrice")),
      card("#5b4a8a", t("flex.template.menu.third"), t("flex.template.menu.thirdPrice")),
    ],
  };
}

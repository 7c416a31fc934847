// Message objects of every kind, as LINE's reference has them. The pictures are
// those of a shop that is not there: the tests answer for it.

type Message = { type: string; [key: string]: unknown };

const shop = "https://shop.example";
export const picture = (name: string) => `${shop}/${name}.png`;
const message = (label: string, text = label) => ({ type: "message", label, text });

export const buttons: Message = {
  type: "template",
  altText: "ご予約の内容",
  template: {
    type: "buttons",
    thumbnailImageUrl: picture("table"),
    imageAspectRatio: "rectangle",
    title: "ご予約の内容",
    text: "11月28日(土) 18:30 2名さま",
    actions: [
      { type: "postback", label: "確定する", data: "book=confirm&id=7", displayText: "予約を確定します" },
      {
        type: "datetimepicker",
        label: "日時を変える",
        data: "book=move",
        mode: "datetime",
        initial: "2026-11-28t18:30",
      },
      { type: "uri", label: "お店の地図", uri: `${shop}/map?a=1&b=2` },
      message("キャンセル", "キャンセルします"),
    ],
  },
};

export const confirm: Message = {
  type: "template",
  altText: "確認",
  template: {
    type: "confirm",
    text: "キャンセル料はかかりません。\nキャンセルしてよろしいですか。",
    actions: [message("はい"), message("いいえ")],
  },
};

export const carousel: Message = {
  type: "template",
  altText: "今週のケーキ",
  template: {
    type: "carousel",
    columns: ["栗のタルト", "紅玉のパイ", "柿のショートケーキ"].map((title, i) => ({
      thumbnailImageUrl: picture(`cake${i}`),
      imageBackgroundColor: "#FFF4E0",
      title,
      text: `${480 + i * 60}円(税込)`,
      defaultAction: message(title, `${title}の写真`),
      actions: [
        message("取り置き", `${title}を取り置き`),
        { type: "clipboard", label: "商品番号をコピー", clipboardText: `CAKE-${i}` },
      ],
    })),
  },
};

export const imageCarousel: Message = {
  type: "template",
  altText: "店内",
  template: {
    type: "image_carousel",
    columns: ["席", "庭"].map((label, i) => ({
      imageUrl: picture(`room${i}`),
      action: { type: "postback", label, data: `room=${i}` },
    })),
  },
};

export const imagemap: Message = {
  type: "imagemap",
  baseUrl: `${shop}/menu`,
  altText: "メニューはこちら",
  baseSize: { width: 1040, height: 520 },
  actions: [
    { type: "message", text: "ランチ", area: { x: 0, y: 0, width: 520, height: 520 } },
    {
      type: "uri",
      label: "ディナー",
      linkUri: `${shop}/dinner`,
      area: { x: 520, y: 0, width: 520, height: 520 },
    },
  ],
};

const line = (label: string, value: string) => ({
  type: "box",
  layout: "baseline",
  spacing: "sm",
  contents: [
    { type: "text", text: label, color: "#aaaaaa", size: "sm", flex: 1 },
    { type: "text", text: value, wrap: true, color: "#666666", size: "sm", flex: 5 },
  ],
});

/** LINE's own showcase of a restaurant, with everything that a box can hold. */
export const cafe = {
  type: "bubble",
  size: "mega",
  hero: {
    type: "image",
    url: picture("cafe"),
    size: "full",
    aspectRatio: "20:13",
    aspectMode: "cover",
    action: { type: "uri", label: "お店のページ", uri: shop },
  },
  body: {
    type: "box",
    layout: "vertical",
    contents: [
      { type: "text", text: "珈琲と菓子 さくら", weight: "bold", size: "xl" },
      {
        type: "box",
        layout: "baseline",
        margin: "md",
        contents: [
          ...Array.from({ length: 5 }, (_, i) => ({
            type: "icon",
            size: "sm",
            url: picture(i < 4 ? "gold" : "grey"),
          })),
          { type: "text", text: "4.0", size: "sm", color: "#999999", margin: "md", flex: 0 },
        ],
      },
      {
        type: "box",
        layout: "vertical",
        margin: "lg",
        spacing: "sm",
        contents: [
          line("場所", "東京都千代田区丸の内1丁目9番1号 さくらビル1階"),
          line("時間", "10:00 - 19:00"),
        ],
      },
    ],
  },
  footer: {
    type: "box",
    layout: "vertical",
    spacing: "sm",
    flex: 0,
    contents: [
      {
        type: "button",
        style: "primary",
        height: "sm",
        action: { type: "postback", label: "席を予約する", data: "seat=1", displayText: "席を予約します" },
      },
      { type: "button", style: "secondary", height: "sm", action: message("メニューを見る", "メニュー") },
      {
        type: "button",
        style: "link",
        height: "sm",
        action: { type: "uri", label: "電話する", uri: "tel:0312345678" },
      },
      { type: "box", layout: "vertical", contents: [], margin: "sm" },
    ],
  },
};

export const flex = (contents: object, altText = "お店のご案内"): Message => ({
  type: "flex",
  altText,
  contents,
});

const item = (name: string, price: string) => ({
  type: "box",
  layout: "horizontal",
  contents: [
    { type: "text", text: name, size: "sm", color: "#555555", flex: 0 },
    { type: "text", text: price, size: "sm", color: "#111111", align: "end" },
  ],
});

export const receipt = {
  type: "bubble",
  size: "giga",
  styles: { footer: { separator: true } },
  body: {
    type: "box",
    layout: "vertical",
    contents: [
      { type: "text", text: "ご注文", weight: "bold", color: "#1DB446", size: "sm" },
      { type: "text", text: "さくら珈琲店", weight: "bold", size: "xxl", margin: "md" },
      { type: "text", text: "東京都千代田区丸の内1-9-1", size: "xs", color: "#aaaaaa", wrap: true },
      { type: "separator", margin: "xxl" },
      {
        type: "box",
        layout: "vertical",
        margin: "xxl",
        spacing: "sm",
        contents: [
          item("深煎りブレンド", "¥540"),
          item("栗のタルト", "¥480"),
          { type: "separator", margin: "xxl" },
          item("合計", "¥1,020"),
        ],
      },
      {
        type: "text",
        margin: "lg",
        wrap: true,
        contents: [
          { type: "span", text: "10%引き", weight: "bold", color: "#d1571b", size: "lg" },
          { type: "span", text: "のあとの金額です。", decoration: "underline" },
        ],
      },
    ],
  },
  footer: {
    type: "box",
    layout: "horizontal",
    contents: [
      { type: "text", text: "注文番号", size: "xs", color: "#aaaaaa", flex: 0 },
      { type: "text", text: "#743289384279", color: "#aaaaaa", size: "xs", align: "end" },
    ],
  },
};

/** Places by offsets over a gradient, progress bars by widths, and corners. */
const progress = (name: string, done: string, from: string, to: string) => ({
  type: "bubble",
  size: "nano",
  header: {
    type: "box",
    layout: "vertical",
    background: { type: "linearGradient", angle: "0deg", startColor: from, endColor: to },
    paddingTop: "19px",
    paddingAll: "12px",
    paddingBottom: "16px",
    contents: [
      { type: "text", text: name, color: "#ffffff", align: "start", size: "md", gravity: "center" },
      { type: "text", text: done, color: "#ffffff", size: "xs", margin: "lg" },
      {
        type: "box",
        layout: "vertical",
        backgroundColor: "#9FD8E36E",
        height: "6px",
        margin: "sm",
        contents: [
          {
            type: "box",
            layout: "vertical",
            contents: [{ type: "filler" }],
            width: done,
            backgroundColor: "#0D8186",
            height: "6px",
          },
        ],
      },
    ],
  },
  body: {
    type: "box",
    layout: "vertical",
    spacing: "md",
    paddingAll: "12px",
    contents: [
      { type: "text", text: "あと少しで1杯無料", color: "#8C8C8C", size: "sm", wrap: true, maxLines: 2 },
    ],
  },
});

export const stamps = {
  type: "carousel",
  contents: [
    progress("スタンプ", "70%", "#27ACB2", "#2f8f94"),
    progress("くじ", "30%", "#FF6B6E", "#c94b60"),
    progress("来店", "100%", "#A17DF5", "#7757c4"),
  ],
};

export const photoCard = {
  type: "bubble",
  size: "kilo",
  body: {
    type: "box",
    layout: "vertical",
    paddingAll: "0px",
    contents: [
      {
        type: "image",
        url: picture("garden"),
        size: "full",
        aspectMode: "cover",
        aspectRatio: "2:3",
        gravity: "top",
      },
      {
        type: "box",
        layout: "vertical",
        position: "absolute",
        offsetBottom: "0px",
        offsetStart: "0px",
        offsetEnd: "0px",
        backgroundColor: "#03303Acc",
        paddingAll: "20px",
        paddingTop: "18px",
        contents: [
          { type: "text", text: "秋の庭", size: "xl", color: "#ffffff", weight: "bold" },
          {
            type: "box",
            layout: "vertical",
            borderWidth: "1px",
            borderColor: "#ffffff",
            cornerRadius: "4px",
            margin: "xxl",
            height: "40px",
            justifyContent: "center",
            alignItems: "center",
            action: message("庭の席", "庭の席はありますか"),
            contents: [{ type: "text", text: "庭の席をきく", color: "#ffffff", flex: 0 }],
          },
        ],
      },
      {
        type: "box",
        layout: "vertical",
        position: "absolute",
        backgroundColor: "#ff334b",
        cornerRadius: "20px",
        offsetTop: "18px",
        offsetStart: "18px",
        width: "60px",
        height: "25px",
        contents: [
          { type: "text", text: "限定", color: "#ffffff", align: "center", size: "xs", offsetTop: "3px" },
        ],
      },
    ],
  },
};

export const quick: Message = {
  type: "text",
  text: "何人でいらっしゃいますか。",
  quickReply: {
    items: [
      { type: "action", action: message("1人", "1人です") },
      {
        type: "action",
        imageUrl: picture("two"),
        action: { type: "postback", label: "2人", data: "people=2", displayText: "2人です" },
      },
      {
        type: "action",
        action: {
          type: "datetimepicker",
          label: "日にち",
          data: "day",
          mode: "date",
          min: "2026-11-01",
          max: "2027-01-31",
          initial: "2026-12-24",
        },
      },
      { type: "action", action: { type: "cameraRoll", label: "写真を送る" } },
      { type: "action", action: { type: "location", label: "場所を送る" } },
    ],
  },
};

/** One message for each kind and form, with how many things on it can be tapped. */
export const every: { name: string; message: Message; taps: number; words: string[] }[] = [
  {
    name: "text",
    taps: 0,
    words: ["いらっしゃいませ", "https://shop.example/menu"],
    message: {
      type: "text",
      text: "いらっしゃいませ $ メニューは https://shop.example/menu です。",
      emojis: [{ index: 9, productId: "5ac1bfd5040ab15980c9b435", emojiId: "001" }],
    },
  },
  {
    name: "textV2",
    taps: 0,
    words: ["こんにちは、@友だち1号さん{様}"],
    message: {
      type: "textV2",
      text: "こんにちは、{who}さん{{様}}",
      substitution: { who: { type: "mention", mentionee: { type: "user", userId: "FRIEND" } } },
    },
  },
  { name: "sticker", taps: 0, words: [], message: { type: "sticker", packageId: "446", stickerId: "1988" } },
  {
    name: "image",
    taps: 0,
    words: [],
    message: { type: "image", originalContentUrl: picture("photo"), previewImageUrl: picture("photo-small") },
  },
  {
    name: "video",
    taps: 0,
    words: [],
    message: { type: "video", originalContentUrl: `${shop}/film.mp4`, previewImageUrl: picture("film") },
  },
  {
    name: "audio",
    taps: 0,
    words: ["1:05"],
    message: { type: "audio", originalContentUrl: `${shop}/voice.m4a`, duration: 65_000 },
  },
  {
    name: "location",
    taps: 0,
    words: ["さくら珈琲店", "丸の内"],
    message: {
      type: "location",
      title: "さくら珈琲店",
      address: "東京都千代田区丸の内1-9-1",
      latitude: 35.68,
      longitude: 139.76,
    },
  },
  { name: "imagemap", taps: 2, words: [], message: imagemap },
  { name: "buttons", taps: 4, words: ["ご予約の内容", "2名さま"], message: buttons },
  { name: "confirm", taps: 2, words: ["キャンセル料はかかりません"], message: confirm },
  { name: "carousel", taps: 9, words: ["栗のタルト", "柿のショートケーキ", "600円"], message: carousel },
  { name: "image_carousel", taps: 2, words: ["席", "庭"], message: imageCarousel },
  { name: "flex bubble", taps: 4, words: ["珈琲と菓子 さくら", "4.0", "10:00 - 19:00"], message: flex(cafe) },
  { name: "flex receipt", taps: 0, words: ["深煎りブレンド", "¥1,020", "10%引き"], message: flex(receipt) },
  { name: "flex carousel", taps: 0, words: ["スタンプ", "30%"], message: flex(stamps) },
  { name: "flex over a photo", taps: 1, words: ["秋の庭", "限定"], message: flex(photoCard) },
  {
    name: "coupon",
    taps: 0,
    words: ["クーポン", "01JYNW8JMQVFBNWF1APF8Z3FS7"],
    message: { type: "coupon", couponId: "01JYNW8JMQVFBNWF1APF8Z3FS7" },
  },
  {
    name: "unknown",
    taps: 0,
    words: ["hologram", "表示できません"],
    message: { type: "hologram", altText: "?" },
  },
];

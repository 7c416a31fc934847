// Package compose makes LINE message objects of bubbles as their author wrote
// them: it fills the variables and keeps to LINE's limits. It is pure.
//
// # Variables
//
// A variable stands in braces wherever people read a text: in texts, titles,
// labels and what a tap sends, also within Flex Messages, but not in addresses
// and data.
//
//	{友だちの表示名}         the contact's display name
//	{アカウント名}           the account's name
//	{次の営業開始}           when the hours open next: 11月24日(火) 10:00
//	{日付}                   the day on which it is sent: 11月24日(火)
//	{属性:誕生日}            the contact's attribute of that name
//	{属性:誕生日|未登録}     the same, with a text for contacts who have none
//
// Any variable can have such a text. Colon and bar may be of full width, as
// Japanese input methods give them. Without a text, what has no value is empty,
// but for the display name, which has a text of the product's. Braces around
// anything else stay as they are, and so do braces in values.
package compose

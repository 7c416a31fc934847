// Package hours is 応答時間: a week of slots in a time zone, with public holidays
// and special days, and the questions one asks of it: is this instant inside,
// when does that change, when does it open next, what applies on each day.
//
// # Clock changes
//
// Hours are read off the wall clock: an instant is inside when the time that a
// clock in the zone shows at that instant lies in a slot. Hence, where clocks
// change,
//   - a time that the clock skips never comes: a slot inside the gap does not
//     open on that day, and a slot that begins in the gap opens when the gap
//     ends;
//   - a time that the clock shows twice counts twice: a slot inside the
//     repeated hour opens, closes, and opens again.
//
// The package is pure but for the time zone database, which Validate and
// Compile ask through time.LoadLocation.
package hours

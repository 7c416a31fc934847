// Package line speaks LINE's Messaging API: the signature and the events of
// its webhook, and a client for the calls that the product makes. It knows
// nothing of the product's nouns, and carries messages as the raw JSON that
// its caller composed, so that nothing is altered on the way.
//
// The client is our own because the official SDK keeps one mutable context for
// all calls, has no typed errors and rewrites Flex messages; the SDK is the
// oracle of this package's tests instead.
package line

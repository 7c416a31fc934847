package simtest

// deviation is where LINE does other than its OpenAPI documents say. words stand
// in what the validator says of it; an empty operation is any.
type deviation struct{ operation, words, why string }

func deviations() []deviation {
	return []deviation{
		{
			"issueStatelessChannelToken", "unsupported schema of request body",
			"the validator cannot choose between the two forms of this form body",
		},
		{
			"", `"/customAggregationUnits": Value is not nullable`,
			"the official Go SDK sends null where there are none, and LINE takes it",
		},
	}
}

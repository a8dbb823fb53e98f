namespace Sluice.Definitions;

/// <summary>Says of an action whether something carries it out where the flow runs.</summary>
/// <param name="action">Of the form <c>Service:Operation</c>.</param>
/// <returns>
/// Null when something does; otherwise a sentence that says what would have to be set, or a text without a word where no setting helps.
/// </returns>
public delegate string? ActionAdvice(string action);

namespace Sluice.Definitions.Completion;

/// <summary>The fields that a mapping of a definition may have.</summary>
/// <param name="Within">What holds the mapping: <c>States</c>, or <c>ItemReader.SourceParameters</c>, as written; empty for the
/// definition itself.</param>
/// <param name="Type">Of the state that the mapping is, or is a part of; null where it may be of any.</param>
/// <param name="Names">In the order in which they are shown.</param>
public sealed record FieldsHere(FlowLanguage Language, string Within, string? Type, IReadOnlyList<string> Names);

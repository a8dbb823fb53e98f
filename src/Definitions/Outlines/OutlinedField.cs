namespace Sluice.Definitions.Outlines;

/// <summary>A field of a state, and where it is written.</summary>
/// <param name="Path">
/// The way to it from its state, such as <c>Retry[0].Errors</c> or <c>OutputConstructor.total.$</c>; failures name fields so
/// too, the longest ones shortened.
/// </param>
/// <param name="Position">Of its key; of the item itself in a list.</param>
/// <param name="ValuePosition">Of its value. What is merged or named by an alias stands where it is written.</param>
public sealed record OutlinedField(string Path, SourcePosition Position, SourcePosition ValuePosition);

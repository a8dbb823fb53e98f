namespace Sluice.Definitions.Completion;

/// <summary>A function of expressions, with what people are told of it.</summary>
/// <param name="Parameters">Their names, in order; three dots behind one that may come any number of times.</param>
public sealed record KnownFunction(string Name, IReadOnlyList<string> Parameters, string English, string Chinese);

namespace Sluice.Model;

/// <summary>A version that an alias leads to.</summary>
/// <param name="Weight">0 to 100; all weights of an alias add up to 100.</param>
public readonly record struct AliasRoute(long Version, int Weight);

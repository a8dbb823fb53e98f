namespace Sluice.Server.Health;

/// <summary>A setting as it counts.</summary>
/// <param name="Value">As it was written, without any secret; empty for none.</param>
/// <param name="Origin">Where it was given: a flag, a variable, or file, line and column; <c>default</c> when it was not.</param>
public sealed record SettingInUse(string Name, string Value, string Origin);

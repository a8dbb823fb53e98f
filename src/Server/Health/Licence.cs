namespace Sluice.Server.Health;

/// <summary>The terms of something that the program brings along.</summary>
/// <param name="Terms">By its name in the list of SPDX.</param>
public sealed record Licence(string Name, string Terms);

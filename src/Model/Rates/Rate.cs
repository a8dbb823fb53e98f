namespace Sluice.Model.Rates;

/// <summary>How often something may happen: so many at once, and so many a second in the long run.</summary>
/// <param name="Burst">1 or more.</param>
/// <param name="PerSecond">1 or more.</param>
/// <remarks>Source: API reference, section 11.1.</remarks>
public readonly record struct Rate(int Burst, int PerSecond);

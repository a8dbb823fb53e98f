namespace Sluice.Definitions;

/// <summary>Says what somebody may have meant.</summary>
public static class Suggestion
{
    /// <summary>A sentence that names the nearest candidate, or null when none is near.</summary>
    public static string? For(string text, IEnumerable<string> candidates) =>
        Nearest(text, candidates) is { } nearest ? $"Did you mean {Diagnostics.Quote(nearest)}?" : null;

    /// <inheritdoc cref="Model.Nearest.To"/>
    public static string? Nearest(string text, IEnumerable<string> candidates) => Model.Nearest.To(text, candidates);
}

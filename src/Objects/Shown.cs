namespace Sluice.Objects;

/// <summary>Names from outside, as a message may show them.</summary>
internal static class Shown
{
    /// <summary>One short line, whatever the text.</summary>
    public static string Short(string text) =>
        string.Concat((text.Length <= 120 ? text : text[..120] + "…").Select(c => char.IsControl(c) ? '?' : c));
}

using System.Globalization;

namespace Sluice.Interpreter.Replays;

/// <summary>Stands for a task token in a recording: as long as one, since data has limits, and good for nothing.</summary>
public static class RecordedToken
{
    /// <summary>Characters of a token, and of what stands for one.</summary>
    public const int Length = 55;

    /// <summary>Of a token that is not the execution's own.</summary>
    public static string Other { get; } = "AQ".PadRight(Length, 'A');

    /// <summary>Of the execution's own: which attempt it was for, as the baseline counts them, too.</summary>
    public static string Of(int frame, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"AQ{frame:D10}{attempt:D10}").PadRight(Length, 'A');
}

using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Definitions.Linting;
using Sluice.Definitions.Syntax;

namespace Sluice.Cli.Checking;

/// <summary>A file that was looked at, and what came of it.</summary>
/// <param name="Name">As the user knows it.</param>
/// <param name="Inspection">Null when there is none: then <paramref name="Skipped"/> or <paramref name="Unreadable"/> says why.</param>
/// <param name="Text">Empty when it could not be read.</param>
internal sealed record CheckedFile(
    string Name, Inspection? Inspection, SourceLines Text, string? Skipped = null, string? Unreadable = null)
{
    private static readonly SourceLines Nothing = new("");

    public int Errors => Inspection?.Errors ?? 0;

    public int Warnings => Inspection?.Warnings ?? 0;

    public bool IsValid => Inspection is { Errors: 0 };

    /// <summary>The language, and by what it was told; null where there is nothing to say.</summary>
    public string? ReadAs => Inspection switch
    {
        null => null,
        { Language: FlowLanguage.StateMachine } => Texts.FormatReadAsStateMachine(Inspection.Reason),
        { Language: FlowLanguage.Classic } => Texts.FormatReadAsClassic(Inspection.Reason),
        _ => Inspection.Reason,
    };

    public static CheckedFile NotRead(string name, string why) => new(name, null, Nothing, Unreadable: why);

    public static CheckedFile NotChecked(string name, string why) => new(name, null, Nothing, Skipped: why);
}

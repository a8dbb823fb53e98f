using Sluice.Cli.Wording;
using Sluice.Model;
using Sluice.Server.Starting;

namespace Sluice.Cli.Checking;

/// <summary>What stands behind <c>sluice check</c>.</summary>
/// <param name="Paths">Files, directories, or <c>-</c> for the standard input; at least one unless help is asked for.</param>
/// <param name="IsStrict">Warnings fail, too.</param>
/// <param name="ForCloud">The definitions are to run in the vendor's service, too.</param>
internal sealed record CheckArguments(
    IReadOnlyList<string> Paths, ExecutionMode Mode, bool IsStrict, bool IsJson, bool ShowsHelp, bool ForCloud = false)
{
    public const string Usage = "sluice check FILE|DIRECTORY|- … [--mode Standard|Express] [--target cloudflow] [--strict] [--json]";

    /// <exception cref="StartException">They are not understood.</exception>
    public static CheckArguments Parse(IReadOnlyList<string> arguments)
    {
        var (paths, rest) = (new List<string>(), new Queue<string>(arguments));
        var parsed = new CheckArguments(paths, ExecutionMode.Standard, IsStrict: false, IsJson: false, ShowsHelp: false);
        while (rest.TryDequeue(out var argument))
        {
            var (name, value) = argument.Split('=', 2) is [var left, var right] ? (left, right) : (argument, null);
            switch (name)
            {
                case "--mode" when (value ?? (rest.TryDequeue(out var next) ? next : null)) is { } mode:
                    parsed = parsed with { Mode = ParseMode(mode) };
                    break;
                case "--target" when (value ?? (rest.TryDequeue(out var next) ? next : null)) is { } target:
                    parsed = parsed with { ForCloud = ParseTarget(target) };
                    break;
                case "--strict" when value is null:
                    parsed = parsed with { IsStrict = true };
                    break;
                case "--json" when value is null:
                    parsed = parsed with { IsJson = true };
                    break;
                case "--help" or "-h":
                    parsed = parsed with { ShowsHelp = true };
                    break;
                case "--":
                    paths.AddRange(rest);
                    rest.Clear();
                    break;
                case "-" or [not '-', ..]:
                    paths.Add(argument);
                    break;
                default:
                    throw Wrong(Texts.FormatNotUnderstood(argument, Usage));
            }
        }

        return paths.Count > 0 || parsed.ShowsHelp
            ? parsed
            : throw Wrong(Texts.FormatCheckNeedsFile(Usage));
    }

    /// <param name="sentence">What is wrong, and what would be right.</param>
    public static StartException Wrong(string sentence) => new($"check: {sentence}", StartException.Usage);

    private static bool ParseTarget(string text) => text.ToLowerInvariant() switch
    {
        "cloudflow" => true,
        "sluice" => false,
        _ => throw Wrong(Texts.FormatCheckNoTarget(text)),
    };

    private static ExecutionMode ParseMode(string text) => text.ToLowerInvariant() switch
    {
        "standard" => ExecutionMode.Standard,
        "express" => ExecutionMode.Express,
        _ => throw Wrong(Texts.FormatCheckNoMode(text)),
    };
}

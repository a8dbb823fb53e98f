using Sluice.Cli.Configuration;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Model;
using Sluice.Server.Audit;
using Sluice.Server.Starting;
using Sluice.Server.Wire;

namespace Sluice.Cli.Auditing;

/// <summary><c>sluice audit</c>: the record of calls as JSON lines, oldest first. A server may run beside it.</summary>
internal sealed class AuditVerb : IVerb
{
    private static readonly string[] Options =
        ["--from", "--to", "--account", "--caller", "--key", "--action", "--outcome"];

    public string Name => "audit";

    public string Usage => """
        [--from TIME] [--to TIME] [--account ID] [--caller NAME] [--key ID] [--action NAME]
        [--outcome NAME]
        """.ReplaceLineEndings("\n");

    public string Example => "sluice audit --data ./data --action StartExecution";

    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) =>
        Task.FromResult(Run(arguments, surroundings));

    /// <param name="arguments">What is wanted, and settings that say where it is.</param>
    /// <exception cref="StartException">An argument is wrong, or a file cannot be read.</exception>
    public static int Run(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var (wanted, settings) = Split(arguments);
        var options = AuditSettings.Read(surroundings.ReadSettings(CommandLine.Parse(settings)));
        try
        {
            foreach (var line in AuditReader.ReadLines(options.Directory, Filter(wanted)))
            {
                surroundings.Output.WriteLine(line);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"audit: {e.Message}", StartException.Environment);
        }

        return 0;
    }

    private static AuditFilter Filter(Dictionary<string, string> wanted) => new()
    {
        From = Time(wanted, "--from"),
        To = Time(wanted, "--to"),
        Account = wanted.GetValueOrDefault("--account"),
        Caller = wanted.GetValueOrDefault("--caller"),
        AccessKeyId = wanted.GetValueOrDefault("--key"),
        Action = wanted.GetValueOrDefault("--action"),
        Outcome = wanted.GetValueOrDefault("--outcome"),
    };

    private static DateTimeOffset? Time(Dictionary<string, string> wanted, string option)
    {
        if (!wanted.TryGetValue(option, out var text))
        {
            return null;
        }

        return InstantText.TryParse(text, out var time)
            ? time
            : throw Wrong(Texts.FormatAuditNoTime(option, Excerpt.Of(text)));
    }

    private static (Dictionary<string, string> Wanted, List<string> Settings) Split(IReadOnlyList<string> arguments)
    {
        var (wanted, settings) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!Options.Contains(arguments[i].Split('=')[0]))
            {
                settings.Add(arguments[i]);
                continue;
            }

            var parts = arguments[i].Split('=', 2);
            var value = parts.Length == 2 ? parts[1] : i + 1 < arguments.Count ? arguments[++i] : "";
            if (value.Length == 0 || !wanted.TryAdd(parts[0], value))
            {
                throw Wrong(Texts.FormatAuditOneValue(parts[0]));
            }
        }

        return (wanted, settings);
    }

    private static StartException Wrong(string sentence) => new(sentence, StartException.Usage);
}

using System.CommandLine;
using System.Globalization;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Definitions;
using Sluice.Testing.Files;
using Sluice.Testing.Recordings;
using Sluice.Testing.Replays;
using Sluice.Testing.Reports;

namespace Sluice.Cli.Remote.Commands;

/// <summary><c>sluice replay</c>: recorded executions on another definition, in memory and on virtual time.</summary>
internal sealed class ReplayCommand
{
    private const int UsuallyReplayed = 1_000;

    private readonly FilterOptions _filter = new();

    private readonly Option<string?> _definition = new("--definition")
    {
        Description = HelpTexts.ReplayDefinition,
        HelpName = "FILE",
    };

    private readonly Option<int> _last = new("--last")
    {
        Description = HelpTexts.FormatReplayLast(UsuallyReplayed),
        HelpName = "N",
        DefaultValueFactory = _ => UsuallyReplayed,
    };

    private readonly Option<string[]> _rename = new("--rename")
    {
        Description = HelpTexts.ReplayRename,
        HelpName = "OLD=NEW",
    };

    private readonly Option<bool> _strict = new("--strict") { Description = HelpTexts.ReplayStrict };

    private readonly Option<string[]> _ignore = new("--ignore")
    {
        Description = HelpTexts.ReplayIgnore,
        HelpName = "PATH",
    };

    private readonly Option<string?> _on = new("--on") { Description = HelpTexts.ReplayOn, HelpName = "KINDS" };

    private readonly Option<string?> _failOn = new("--fail-on")
    {
        Description = HelpTexts.ReplayFailOn,
        HelpName = "KINDS",
    };

    private readonly Option<string?> _save = new("--save") { Description = HelpTexts.ReplaySave, HelpName = "FILE" };

    private readonly Option<bool> _redact = new("--redact")
    {
        Description = HelpTexts.ReplayRedact,
    };

    private readonly Option<string?> _answers = new("--answers")
    {
        Description = HelpTexts.ReplayAnswers,
        HelpName = "FILE",
    };

    private readonly Option<string?> _from = new("--from") { Description = HelpTexts.ReplayFrom, HelpName = "FILE" };

    public static Command Of(Surroundings surroundings, string description) => new ReplayCommand().Make(surroundings, description);

    private Command Make(Surroundings surroundings, string description)
    {
        var command = new Command("replay", description) { _definition, _last, _rename, _strict, _ignore, _answers, _on, _failOn, _save, _redact, _from };
        _filter.AddTo(command);
        return command.Does(surroundings, RunAsync);
    }

    private async Task<int> RunAsync(Session session, ParseResult line, CancellationToken cancellationToken)
    {
        var (from, save) = (line.GetValue(_from), line.GetValue(_save));
        var path = line.GetValue(_definition);
        if (path is null && save is null)
        {
            throw new UsageException(Texts.ReplayNoDefinition);
        }

        if (from is not null && save is not null)
        {
            throw new UsageException(Texts.SaveAndFrom);
        }

        var isRedacted = line.GetValue(_redact);
        if (isRedacted && (save is null || path is not null))
        {
            throw new UsageException(Texts.RedactAlone);
        }

        var failing = Verdicts(line.GetValue(_failOn));
        failing.Add(ReplayVerdict.Differs);
        var order = new Order(path, Verdicts(line.GetValue(_on)), failing, Renames(line), line);
        var text = path is null ? "" : await Inputs.ReadAsync(path, session.Surroundings, cancellationToken);
        if (save is not null)
        {
            await SaveAsync(session, Query(line), save, isRedacted, cancellationToken);
            return path is null ? ExitCodes.Done : await ReplayAsync(session, Open(save), text, order, cancellationToken);
        }

        var stream = from is not null ? Open(from) : await session.Own.ReadRecordingsAsync(Query(line), cancellationToken);
        return await ReplayAsync(session, stream, text, order, cancellationToken);
    }

    private sealed record Order(
        string? Path,
        IReadOnlySet<ReplayVerdict> Told,
        IReadOnlySet<ReplayVerdict> Failing,
        IReadOnlyDictionary<string, string> Renamed,
        ParseResult Line);

    private async Task<int> ReplayAsync(
        Session session, Stream stream, string text, Order order, CancellationToken cancellationToken)
    {
        await using var _ = stream;
        var reader = new RecordingReader();
        var options = new ReplayOptions
        {
            Renamed = order.Renamed,
            IsStrict = order.Line.GetValue(_strict),
            Ignored = order.Line.GetValue(_ignore) ?? [],
            Answers = await ReadAnswersAsync(order.Line.GetValue(_answers), session, cancellationToken),
        };
        IReadOnlyList<ReplayedExecution> replayed;
        try
        {
            replayed = await new ReplayRunner(new ReplayTarget(text, order.Renamed), options, Environment.ProcessorCount)
                .RunAsync(reader.ReadAsync(stream, cancellationToken), done: null, cancellationToken);
        }
        catch (RefusedDefinitionException e)
        {
            Tell(order.Path!, e.Diagnostics, session);
            return ExitCodes.InvalidDefinition;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new UsageException(Texts.FormatRecordingsUnreadable(e.Message));
        }

        return Show(session, new(replayed, reader.Running, reader.Gone), order);
    }

    private static async Task<IReadOnlyList<TargetAnswers>> ReadAnswersAsync(
        string? path, Session session, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return [];
        }

        var (answers, problems) = AnswersFile.Read(await Inputs.ReadAsync(path, session.Surroundings, cancellationToken));
        return problems.FirstOrDefault(problem => problem.Severity == DiagnosticSeverity.Error) is { } wrong
            ? throw new UsageException($"{path}:{wrong.Position.Line}:{wrong.Position.Column}  {wrong.Code}  {wrong.Message} {wrong.Hint}".TrimEnd())
            : answers;
    }

    private static int Show(Session session, ReplaySummary summary, Order order)
    {
        if (session.IsJson)
        {
            session.Surroundings.Output.WriteLine(ReplayJson.Of(summary));
        }
        else
        {
            var text = new StringWriter { NewLine = "\n" };
            new ReplayText(text, order.Path!, order.Told).Write(summary);
            foreach (var row in text.ToString().TrimEnd('\n').Split('\n'))
            {
                session.Surroundings.Output.WriteLine(Plain.Text(row));
            }
        }

        if (summary.Executions.Count == 0)
        {
            // Nothing passes because nothing ran.
            session.Surroundings.Say(summary.Running > 0
                ? Texts.FormatReplayNoneEnded(summary.Running)
                : Texts.ReplayNone);
            return ExitCodes.Usage;
        }

        return summary.Executions.Any(each => order.Failing.Contains(each.Verdict)) ? ExitCodes.Failed : ExitCodes.Done;
    }

    private Dictionary<string, string?> Query(ParseResult line)
    {
        var query = _filter.Read(line, TimeProvider.System);
        if (query["flow"] is null)
        {
            throw new UsageException(Texts.ReplayNoFlow);
        }

        query["limit"] = line.GetValue(_last).ToString(CultureInfo.InvariantCulture);
        return query;
    }

    /// <summary>What flows were given stands in it, so it is for its owner alone.</summary>
    private static async Task SaveAsync(
        Session session, Dictionary<string, string?> query, string path, bool isRedacted, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await session.Own.ReadRecordingsAsync(query, cancellationToken);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var half = $"{path}.part";
            File.Delete(half);
            await using (var file = new FileStream(half, options))
            {
                await (isRedacted ? RedactAsync(stream, file, cancellationToken) : stream.CopyToAsync(file, cancellationToken));
            }

            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Texts.FormatCannotWriteFile(path, e.Message));
        }

        if (!session.IsJson)
        {
            session.Screen.Line(isRedacted
                ? Texts.FormatKeptRedacted(path)
                : Texts.FormatKept(path));
        }
    }

    private static async Task RedactAsync(Stream stream, FileStream file, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(stream);
        await using var output = new StreamWriter(file) { NewLine = "\n" };
        await output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(Redaction.Mark));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            await output.WriteLineAsync(Redaction.Of(line));
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Texts.FormatCannotReadFile(path, e.Message));
        }
    }

    private Dictionary<string, string> Renames(ParseResult line)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rename in line.GetValue(_rename) ?? [])
        {
            if (rename.Split('=') is not [{ Length: > 0 } old, { Length: > 0 } now])
            {
                throw new UsageException(Texts.FormatNoRename(rename));
            }

            names[old] = now;
        }

        return names;
    }

    private static HashSet<ReplayVerdict> Verdicts(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Verdict)];

    private static ReplayVerdict Verdict(string name)
    {
        var all = Enum.GetValues<ReplayVerdict>();
        return all.Any(verdict => ReplayJson.NameOf(verdict) == name)
            ? all.First(verdict => ReplayJson.NameOf(verdict) == name)
            : throw new UsageException(Texts.FormatNoneOf(name, string.Join(", ", all.Select(ReplayJson.NameOf))));
    }

    private static void Tell(string path, IReadOnlyList<Diagnostic> diagnostics, Session session)
    {
        foreach (var problem in diagnostics)
        {
            session.Surroundings.Error.WriteLine(Plain.Text(
                $"{path}:{problem.Position.Line}:{problem.Position.Column}  {(problem.Severity == DiagnosticSeverity.Error ? "error" : "warning")} "
                + $"{problem.Code}  {problem.Message} {problem.Hint}".TrimEnd()));
        }
    }
}

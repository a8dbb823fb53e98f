using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Testing.Files;

namespace Sluice.Cli.Tests;

/// <summary>What stands behind <c>sluice test</c>, and what is done with it.</summary>
internal sealed class TestCommand
{
    private readonly Argument<string[]> _paths = new("FILE|DIRECTORY")
    {
        Description = HelpTexts.TestPaths,
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _tag = new("--tag") { Description = HelpTexts.TestTag, HelpName = "WORD" };

    private readonly Option<bool> _json = new("--json") { Description = HelpTexts.JsonDocument };

    private readonly Option<string?> _jUnit = new("--junit") { Description = HelpTexts.TestJUnit, HelpName = "FILE" };

    private readonly Option<bool> _coverage = new("--coverage") { Description = HelpTexts.TestCoverage };

    private readonly Option<double?> _coverAtLeast = new("--cover-at-least")
    {
        Description = HelpTexts.TestCoverAtLeast,
        HelpName = "N",
    };

    private readonly Option<bool> _watch = new("--watch") { Description = HelpTexts.TestWatch };

    private readonly Option<int?> _atOnce = new("--parallel") { Description = HelpTexts.TestParallel, HelpName = "N" };

    private readonly Option<bool> _schema = new("--schema") { Description = HelpTexts.TestSchema };

    private readonly Option<string?> _record = new("--record")
    {
        Description = HelpTexts.TestRecord,
        HelpName = "FLOW/EXECUTION",
    };

    public static Command Of(IVerb verb, Surroundings surroundings) => new TestCommand().Make(verb, surroundings);

    private Command Make(IVerb verb, Surroundings surroundings)
    {
        var command = new Command(verb.Name, VerbDescriptions.Of(verb.Name))
        {
            _paths, _tag, _json, _jUnit, _coverage, _coverAtLeast, _watch, _atOnce, _schema, _record, CommonOptions.Endpoint(), CommonOptions.Profile(),
        };
        command.SetAction((line, cancellationToken) => DoAsync(line, surroundings, cancellationToken));
        return command;
    }

    private async Task<int> DoAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (line.GetValue(_schema))
        {
            surroundings.Output.WriteLine(Pretty.Of(TestSchema.Json));
            return ExitCodes.Done;
        }

        if (line.GetValue(_record) is { } execution)
        {
            var connection = Connection.Find(CommonOptions.EndpointOf(line), CommonOptions.ProfileOf(line), surroundings);
            return await new TestRecord(surroundings).RunAsync(execution, connection, cancellationToken);
        }

        var asked = new TestOrder(line.GetValue(_paths) ?? [])
        {
            Tag = line.GetValue(_tag),
            IsJson = line.GetValue(_json),
            JUnit = line.GetValue(_jUnit),
            ShowsCoverage = line.GetValue(_coverage),
            CoverAtLeast = line.GetValue(_coverAtLeast),
            AtOnce = Math.Max(1, line.GetValue(_atOnce) ?? Environment.ProcessorCount),
        };
        if (asked.Paths.Count == 0)
        {
            throw new UsageException(Texts.TestNeedsFile);
        }

        return line.GetValue(_watch)
            ? await TestWatch.RunAsync(asked, surroundings, cancellationToken)
            : new TestSession(asked, surroundings).Run(cancellationToken);
    }
}

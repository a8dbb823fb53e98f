using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Verbs;
using Sluice.Testing.Files;

namespace Sluice.Cli.Tests;

/// <summary>What stands behind <c>sluice test</c>, and what is done with it.</summary>
internal static class TestCommand
{
    private static readonly Argument<string[]> Paths = new("FILE|DIRECTORY")
    {
        Description = "Files of tests, or directories that are searched for *.test.yaml.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Tag = new("--tag") { Description = "Only tests that bear this tag.", HelpName = "WORD" };

    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document instead of text." };

    private static readonly Option<string?> JUnit = new("--junit") { Description = "Write JUnit XML to a file, too.", HelpName = "FILE" };

    private static readonly Option<bool> Coverage = new("--coverage") { Description = "Say which states and edges have run, and which have not." };

    private static readonly Option<double?> CoverAtLeast = new("--cover-at-least")
    {
        Description = "Fail when fewer of a flow's edges were taken, in percent.",
        HelpName = "N",
    };

    private static readonly Option<bool> Watch = new("--watch") { Description = "Run again whenever a file changes, until Ctrl-C." };

    private static readonly Option<int?> AtOnce = new("--parallel") { Description = "Tests at once; as many as there are processors.", HelpName = "N" };

    private static readonly Option<bool> Schema = new("--schema") { Description = "Print the JSON Schema of test files, and run nothing." };

    private static readonly Option<string?> Record = new("--record")
    {
        Description = "Write a test of what a recorded execution did to the standard output; secrets are replaced.",
        HelpName = "FLOW/EXECUTION",
    };

    public static Command Of(IVerb verb, Surroundings surroundings)
    {
        var command = new Command(verb.Name, verb.Summary)
        {
            Paths, Tag, Json, JUnit, Coverage, CoverAtLeast, Watch, AtOnce, Schema, Record, CommonOptions.Endpoint, CommonOptions.Profile,
        };
        command.SetAction((line, cancellationToken) => DoAsync(line, surroundings, cancellationToken));
        return command;
    }

    private static async Task<int> DoAsync(ParseResult line, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (line.GetValue(Schema))
        {
            surroundings.Output.WriteLine(Pretty.Of(TestSchema.Json));
            return ExitCodes.Done;
        }

        if (line.GetValue(Record) is { } execution)
        {
            var connection = Connection.Find(line.GetValue(CommonOptions.Endpoint), line.GetValue(CommonOptions.Profile), surroundings);
            return await new TestRecord(surroundings).RunAsync(execution, connection, cancellationToken);
        }

        var asked = new TestOrder(line.GetValue(Paths) ?? [])
        {
            Tag = line.GetValue(Tag),
            IsJson = line.GetValue(Json),
            JUnit = line.GetValue(JUnit),
            ShowsCoverage = line.GetValue(Coverage),
            CoverAtLeast = line.GetValue(CoverAtLeast),
            AtOnce = Math.Max(1, line.GetValue(AtOnce) ?? Environment.ProcessorCount),
        };
        if (asked.Paths.Count == 0)
        {
            throw new UsageException("It needs a file or a directory: sluice test FILE|DIRECTORY …");
        }

        return line.GetValue(Watch)
            ? await TestWatch.RunAsync(asked, surroundings, cancellationToken)
            : new TestSession(asked, surroundings).Run(cancellationToken);
    }
}

using System.Text;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Testing.Files;

/// <summary>Reads one test, from nodes whose shape has been checked.</summary>
internal sealed class TestReader(NeighbourFiles beside, TestProblems problems)
{
    /// <summary>Members of these are merged one by one; of the others the test's own counts.</summary>
    private static readonly string[] MergedDeep = ["targets", "children", "items", "objects"];

    private readonly AnswerReader _answers = new(problems);

    public FlowTest Read(MappingNode own, MappingNode? defaults)
    {
        var name = own.Find("name")!;
        var node = defaults is null ? own : Merge(own, defaults);
        return new(node.Text("name")!, name.Value.Position)
        {
            Input = ReadInput(node.Find("input")),
            ExecutionName = node.Mapping("execution")?.Text("name") ?? "test",
            Targets =
            [
                .. _answers.ReadAll(node.Mapping("targets"))
                    .Select(target => target with { IsDefault = own.Mapping("targets")?.Find(target.Key) is null }),
            ],
            TargetsPosition = own.Find("targets")?.KeyPosition ?? name.KeyPosition,
            Children = (node.Mapping("children")?.Entries ?? []).ToDictionary(
                entry => entry.Key, entry => _answers.ReadAll(((MappingNode)entry.Value).Mapping("targets"))),
            Items = (node.Mapping("items")?.Entries ?? []).ToDictionary(entry => entry.Key, entry => ReadItems(entry.Value)),
            Objects = (node.Mapping("objects")?.Entries ?? []).ToDictionary(entry => entry.Key, entry => ContentOf(entry.Value)),
            Acts = [.. node.List("acts").OfType<MappingNode>().Select(ReadAct).OfType<Act>()],
            Schedule = node.Mapping("schedule") is { } schedule ? ReadSchedule(schedule) : null,
            Clock = Instants.Find(node.Text("clock") ?? "") ?? new FlowTest("", default).Clock,
            Seed = node.Number("seed") ?? 1,
            Until = node.Span("until"),
            IsStrict = node.Flag("strict"),
            Skipped = SkippedBy(node.Find("skip")?.Value),
            IsOnly = node.Flag("only"),
            Tags = [.. node.Texts("tags")],
            Expect = [.. (node.Find("expect")?.Value.OneOrMore() ?? []).OfType<MappingNode>()],
        };
    }

    private static MappingNode Merge(MappingNode own, MappingNode defaults)
    {
        var merged = own.Entries.Select(entry =>
            MergedDeep.Contains(entry.Key) && entry.Value is MappingNode mine && defaults.Mapping(entry.Key) is { } theirs
                ? entry with { Value = new MappingNode([.. mine.Entries, .. Lacking(mine, theirs)], mine.Position) }
                : entry);
        return new([.. merged, .. Lacking(own, defaults)], own.Position);
    }

    private static IEnumerable<MappingEntry> Lacking(MappingNode own, MappingNode others) =>
        others.Entries.Where(entry => own.Find(entry.Key) is null);

    public JsonObject ReadInput(MappingEntry? input)
    {
        if (input?.Value is not MappingNode given)
        {
            return JsonObject.Empty;
        }

        if (given is not { Entries: [{ Key: "file", Value: ScalarNode { Value: JsonString named } }] })
        {
            return (JsonObject)given.ToJson();
        }

        var position = given.Entries[0].Value.Position;
        if (beside.Read(named.Value, position) is not { } text)
        {
            return JsonObject.Empty;
        }

        if (JsonPayload.TryParse(Encoding.UTF8.GetBytes(text), int.MaxValue, out var payload, out var problem)
            && payload.Value is JsonObject read)
        {
            return read;
        }

        problems.Error(
            TestCodes.BadValue, position, $"The input in {named.Value} is no JSON object{(problem is null ? "" : $": {problem}")}.");
        return JsonObject.Empty;
    }

    private JsonArray ReadItems(SyntaxNode node)
    {
        if (node is SequenceNode list)
        {
            return (JsonArray)list.ToJson();
        }

        var named = ((MappingNode)node).Find("file")!.Value;
        var path = ((ScalarNode)named).Text();
        return beside.Read(path, named.Position) is { } text ? ItemFiles.Read(path, text, named.Position, problems) : new([]);
    }

    private static string ContentOf(SyntaxNode node) =>
        node is ScalarNode scalar ? scalar.Text() : node.ToJson().ToString();

    private Act? ReadAct(MappingNode node)
    {
        var kinds = new[] { "stop", "report", "redrive" }.Where(kind => node.Find(kind) is not null).ToList();
        if (kinds.Count != 1 || (node.Find("at") is null) == (node.Find("after") is null))
        {
            problems.Error(
                TestCodes.UnclearAnswer,
                node.Position,
                "An act does one thing, at a time or after a state.",
                "It has one of stop, report and redrive, and one of at and after.");
            return null;
        }

        var stop = node.Mapping("stop");
        return new(
            node.Position,
            node.Span("at"),
            node.Text("after"),
            kinds[0] switch { "stop" => ActKind.Stop, "report" => ActKind.Report, _ => ActKind.Redrive })
        {
            State = node.Text("report") ?? "",
            Report = AnswerReader.ResultOf(node),
            Error = stop?.Text("error"),
            Cause = stop?.Text("cause"),
        };
    }

    private static TestSchedule ReadSchedule(MappingNode node) => new(
        node.Text("cron")!,
        node.Find("payload") is { } payload ? ContentOf(payload.Value) : "",
        node.Number("fire") ?? 1,
        Instants.Find(node.Text("from") ?? ""));

    private static string? SkippedBy(SyntaxNode? skip) => skip switch
    {
        ScalarNode { Value: JsonBoolean { Value: true } } => "skipped",
        ScalarNode { Value: JsonString { Value.Length: > 0 } why } => why.Value,
        _ => null,
    };
}

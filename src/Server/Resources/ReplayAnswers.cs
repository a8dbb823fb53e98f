using System.Text.Json;
using Sluice.Definitions;
using Sluice.Server.Answers;
using Sluice.Server.OwnApi;
using Sluice.Testing.Replays;
using Sluice.Testing.Reports;

namespace Sluice.Server.Resources;

/// <summary>How what came of a replay looks in JSON.</summary>
internal static class ReplayAnswers
{
    private const int NamesOfGroup = 5;

    private static readonly Shape Verdict = Shape.OneOf([.. Enum.GetValues<ReplayVerdict>().Select(ReplayJson.NameOf)]);

    private static readonly IReadOnlyList<Field> Difference =
    [
        new("before", Shape.Text, "How it ended: status and error code."),
        new("after", Shape.Text, "How it would end; empty when nobody knows."),
        new("reason", Shape.Text, "What makes the difference, or why nothing can be said."),
        new("line", Shape.Whole, "Where the new definition says so; null for nowhere.") { MayBeNull = true },
        new("column", Shape.Whole, "In that line.") { MayBeNull = true },
    ];

    private static readonly Shape.Members Group = Shape.Object(
        "ReplayGroup",
        [
            new("kind", Shape.OneOf([.. Enum.GetValues<ReplayKind>().Where(kind => kind != ReplayKind.Same).Select(NameOf)]), "In what they differ."),
            .. Difference,
            new("count", Shape.Whole, "How many executions."),
            new("names", Shape.ListOf(Shape.Text), $"Names of {NamesOfGroup} of them at most."),
        ]);

    private static readonly Shape.Members Item = Shape.Object(
        "ReplayedExecution",
        [
            new("name", Shape.Text, "Of the execution."),
            new("started", Shape.Time, "When it had started."),
            new("verdict", Verdict, "What can be said of it."),
            .. Difference,
            new("notes", Shape.ListOf(Shape.Text), "What need not make a difference: changed requests, calls that are not made any more."),
        ]);

    public static Shape.Members Answer { get; } = Shape.Object(
        "Replay",
        new Field("executions", Shape.Whole, "That were replayed."),
        new Field("isComplete", Shape.Flag, "False when time or memory was over before all that were asked for."),
        new Field("same", Shape.Whole, "That would end the same, by whatever path."),
        new Field(
            "verdicts",
            Shape.Object(
                "ReplayVerdicts",
                [.. Enum.GetValues<ReplayVerdict>().Select(verdict => new Field(ReplayJson.NameOf(verdict), Shape.Whole, "How many."))]),
            "How many of each verdict."),
        new Field("running", Shape.Whole, "Left out, since they have not ended."),
        new Field("gone", Shape.Whole, "Left out, since retention or damage has taken them."),
        new Field("groups", Shape.ListOf(Group), "Those that differ alike, in one each; what matters most comes first."),
        new Field("items", Shape.ListOf(Item), "Each that is not entirely the same, newest first."));

    public static void Write(Utf8JsonWriter json, (ReplaySummary Summary, bool IsComplete) made)
    {
        var (summary, isComplete) = made;
        json.WriteNumber("executions"u8, summary.Executions.Count);
        json.WriteBoolean("isComplete"u8, isComplete);
        json.WriteNumber("same"u8, summary.EndTheSame);
        json.WriteStartObject("verdicts"u8);
        foreach (var verdict in Enum.GetValues<ReplayVerdict>())
        {
            json.WriteNumber(ReplayJson.NameOf(verdict), summary.Count(verdict));
        }

        json.WriteEndObject();
        json.WriteNumber("running"u8, summary.Running);
        json.WriteNumber("gone"u8, summary.Gone);
        json.WriteStartArray("groups"u8);
        foreach (var group in summary.Groups(each => each.Verdict != ReplayVerdict.Same))
        {
            Write(json, group);
        }

        json.WriteEndArray();
        json.WriteStartArray("items"u8);
        foreach (var each in summary.Executions.Where(each => each.Verdict != ReplayVerdict.Same))
        {
            Write(json, each);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ReplayGroup group)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, NameOf(group.Kind));
        WriteDifference(json, group.Before, group.After, group.Reason, group.Position);
        json.WriteNumber("count"u8, group.Executions.Count);
        json.WriteStartArray("names"u8);
        foreach (var each in group.Executions.Take(NamesOfGroup))
        {
            json.WriteStringValue(each.Name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReplayedExecution each)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, each.Name);
        Times.Write(json, "started"u8, each.Started);
        json.WriteString("verdict"u8, ReplayJson.NameOf(each.Verdict));
        WriteDifference(json, each.Before, each.After, each.Reason, each.Position);
        json.WriteStartArray("notes"u8);
        foreach (var note in each.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, string before, string after, string reason, SourcePosition? position)
    {
        json.WriteString("before"u8, before);
        json.WriteString("after"u8, after);
        json.WriteString("reason"u8, reason);
        if (position is { } at)
        {
            json.WriteNumber("line"u8, at.Line);
            json.WriteNumber("column"u8, at.Column);
        }
        else
        {
            json.WriteNull("line"u8);
            json.WriteNull("column"u8);
        }
    }

    private static string NameOf(ReplayKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}

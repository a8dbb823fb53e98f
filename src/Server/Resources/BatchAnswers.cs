using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Batches;
using Sluice.Server.Answers;
using Sluice.Server.OwnApi;
using Sluice.Storage;

namespace Sluice.Server.Resources;

/// <summary>Batches, as the own API shows them.</summary>
internal static class BatchAnswers
{
    public static Shape.Members BatchShape { get; } = Shape.Object(
        "Batch",
        new Field("id", Shape.Text, "Of this batch, and no other one."),
        new Field("action", Shape.OneOf("stop", "redrive", "rerun", "delete"), "What is done to each."),
        new Field("filter", Shape.AnyObject, "Which executions, as it was asked for."),
        new Field("definition", Shape.Text, "With which they go on, or are run once more.").OrNone,
        new Field("error", Shape.Text, "The code that they are stopped with.").OrNone,
        new Field("cause", Shape.Text, "The sentence to it.").OrNone,
        new Field("state", Shape.OneOf<BatchState>(), "Stopping and Stopped: given up by somebody. Failed: it could not go on."),
        new Field("created", Shape.Time, "When it was asked for; what begins or ends later is not meant."),
        new Field("createdBy", Shape.Text, "By whom."),
        new Field("ended", Shape.Time, "When nothing was left to do.").OrNone,
        new Field("problem", Shape.Text, "Why it could not go on.").OrNone,
        new Field("expected", Shape.Whole, "Executions that the filter matched when it was asked for, counted up to 10,000."),
        new Field("isExpectedExact", Shape.Flag, "False when there were more than that."),
        new Field("done", Shape.Whole, "Executions to which it was done."),
        new Field("failed", Shape.Whole, "Executions to which it could not be done."));

    public static Shape.Members CreatedShape { get; } = Shape.Object(
        "BatchOrPreview",
        [
            .. BatchShape.Fields.Select(field => field.OrNone),
            new Field("count", Shape.Whole, "Of a preview: executions that match, counted up to 10,000.").OrNone,
            new Field("isCountExact", Shape.Flag, "Of a preview: false when there are more than that.").OrNone,
            new Field("sample", Shape.ListOf(Shapes.FoundExecution), "Of a preview: the newest of them.").OrNone,
        ]);

    public static Shape.Members ItemShape { get; } = Shape.Object(
        "BatchItem",
        new Field("flow", Shape.Text, "The flow's name."),
        new Field("name", Shape.Text, "The execution's name."),
        new Field("outcome", Shape.OneOf("UnderWay", "Done", "Failed"), "What became of it."),
        new Field("started", Shape.Text, "Of a rerun: the new execution's name.").OrNone,
        new Field("code", Shape.Text, "Why it could not be done; docs/errors has a page for each.").OrNone,
        new Field("message", Shape.Text, "The sentence to it.").OrNone);

    public static void Write(Utf8JsonWriter json, BatchView batch)
    {
        var (order, terms) = (batch.Order, batch.Order.Terms);
        json.WriteString("id"u8, batch.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("action"u8, order.Action.ToString().ToLowerInvariant());
        json.WriteStartObject("filter"u8);
        ExecutionFilters.Write(json, order.Filter);
        json.WriteEndObject();
        WriteText(json, "definition"u8, terms.Definition);
        WriteText(json, "error"u8, terms.Error);
        WriteText(json, "cause"u8, terms.Cause);
        json.WriteString("state"u8, batch.State.ToString());
        Times.Write(json, "created"u8, batch.Created);
        json.WriteString("createdBy"u8, order.By);
        if (batch.Ended is { } ended)
        {
            Times.Write(json, "ended"u8, ended);
        }

        WriteText(json, "problem"u8, batch.Problem);
        json.WriteNumber("expected"u8, batch.Expected.Count);
        json.WriteBoolean("isExpectedExact"u8, batch.Expected.IsExact);
        json.WriteNumber("done"u8, batch.Done);
        json.WriteNumber("failed"u8, batch.Failed);
    }

    public static void Write(Utf8JsonWriter json, BatchPreview preview)
    {
        json.WriteNumber("count"u8, preview.Count.Count);
        json.WriteBoolean("isCountExact"u8, preview.Count.IsExact);
        json.WriteStartArray("sample"u8);
        foreach (var found in preview.Sample)
        {
            json.WriteStartObject();
            SearchResources.Write(json, found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, BatchItem item)
    {
        json.WriteString("flow"u8, item.Flow);
        json.WriteString("name"u8, item.Execution);
        json.WriteString(
            "outcome"u8, item.HasFailed ? "Failed" : item.Outcome == BatchItem.UnderWay ? "UnderWay" : BatchItem.Done);
        if (item.HasFailed)
        {
            json.WriteString("code"u8, item.Outcome);
            json.WriteString("message"u8, item.Note);
        }
        else if (item.Note.Length > 0)
        {
            json.WriteString("started"u8, item.Note);
        }
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}

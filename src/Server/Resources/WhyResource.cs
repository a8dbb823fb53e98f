using System.Buffers;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Interpreter.Explaining;
using Sluice.Model.History;
using Sluice.Server.Answers;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>Why an execution stands where it does: one sentence, and the facts behind it.</summary>
internal static class WhyResource
{
    /// <summary>Requests and answers that are longer are cut; the events have them whole.</summary>
    private const int LongestShown = 4 * 1024;

    public static Resource Of(InspectionService inspections, TimeProvider time) => new(
        "GET",
        "/executions/{flow}/{name}/why",
        new Operation<ExecutionKey>("ExplainExecution", mutates: false)
        {
            Naming = ["flow", "name"],
            ReadsPages = true,
            Reading = (parameters, _) => OwnParameters.Execution(parameters),
            Subject = key => Subject.Flow(key.Flow),
            Run = async (key, caller, answer, cancellationToken) => Write(
                answer,
                Explainer.Explain(ToExplain(await inspections.InspectAsync(caller.Account, key, cancellationToken), time))),
        })
    {
        Summary = "Why an execution failed, was stopped, timed out, or does not go on: one sentence, and the facts behind it.",
        Answer = Shapes.Why,
    };

    private static ExecutionToExplain ToExplain(ExecutionInspection inspection, TimeProvider time) => new()
    {
        Status = inspection.View.Status,
        Flow = inspection.Flow,
        Events = inspection.Events,
        Steps = inspection.Deadline is null ? null : inspection.Steps,
        Started = inspection.View.Started,
        Stopped = inspection.View.Stopped,
        Now = time.GetUtcNow(),
        Repair = inspection.Repair,
    };

    private static void Write(Utf8JsonWriter json, Explanation why)
    {
        json.WriteString("case"u8, why.Case.ToString());
        json.WriteString("sentence"u8, why.Sentence);
        if (why.Step is { } step)
        {
            json.WriteStartObject("step"u8);
            Write(json, step);
            json.WriteEndObject();
        }

        if (why.Failure is { } failure)
        {
            json.WriteString("error"u8, failure.Code);
            json.WriteString("cause"u8, failure.Cause);
        }

        Write(json, "request"u8, why.Request);
        Write(json, "answer"u8, why.Answer);
        json.WriteStartArray("rules"u8);
        foreach (var rule in why.Rules)
        {
            Write(json, rule);
        }

        json.WriteEndArray();
        json.WriteStartArray("next"u8);
        foreach (var sentence in why.Next)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
        json.WriteStartArray("commands"u8);
        foreach (var (action, command) in why.Commands)
        {
            json.WriteStartObject();
            json.WriteString("action"u8, action);
            json.WriteString("command"u8, command);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ExplainedStep step)
    {
        json.WriteString("name"u8, step.Name);
        json.WriteString("path"u8, step.Path);
        if (step.Kind is { } kind)
        {
            json.WriteString("kind"u8, kind);
        }

        if (step.Action is { } action)
        {
            json.WriteString("action"u8, action);
        }

        json.WriteNumber("attempts"u8, step.Attempts);
        if (step.Entered is { } entered)
        {
            Times.Write(json, "entered"u8, entered);
        }

        if (step.Position is { } position)
        {
            json.WriteNumber("line"u8, position.Line);
            json.WriteNumber("column"u8, position.Column);
        }
    }

    private static void Write(Utf8JsonWriter json, ExplainedRule rule)
    {
        json.WriteStartObject();
        json.WriteString("state"u8, rule.State);
        json.WriteString("kind"u8, rule.IsRetry ? "Retry" : "Catch");
        json.WriteNumber("ordinal"u8, rule.Ordinal);
        json.WriteStartArray("errors"u8);
        foreach (var error in rule.Errors)
        {
            json.WriteStringValue(error);
        }

        json.WriteEndArray();
        json.WriteString("verdict"u8, rule.Verdict);
        json.WriteEndObject();
    }

    /// <summary>As history shows it, so what carries credentials is masked already.</summary>
    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, HistoryEvent? happened)
    {
        if (happened is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("eventId"u8, happened.Id);
        json.WriteString("type"u8, happened.Type.ToString());
        Times.Write(json, "time"u8, happened.Time);
        var detail = new ArrayBufferWriter<byte>(256);
        happened.Detail.WriteTo(detail);
        if (detail.WrittenCount <= LongestShown)
        {
            json.WritePropertyName("detail"u8);
            json.WriteRawValue(detail.WrittenSpan, skipInputValidation: true);
        }

        json.WriteNumber("bytes"u8, detail.WrittenCount);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Interpreter.Standings;
using Sluice.Model;
using Sluice.Server.Answers;

namespace Sluice.Server.Resources;

/// <summary>An execution with its steps: what <see cref="Shapes.Execution"/> says.</summary>
internal static class InspectionAnswers
{
    public static void Write(Utf8JsonWriter json, ExecutionInspection inspection)
    {
        var view = inspection.View;
        ExecutionAnswers.WriteBrief(json, view);
        ExecutionAnswers.WriteCause(json, view);
        WriteIfAny(json, "qualifier"u8, view.Qualifier);
        WriteIfAny(json, "mapRun"u8, view.MapRun);
        if (inspection.Deadline is { } deadline && !view.Status.HasEnded())
        {
            Times.Write(json, "deadline"u8, deadline);
        }

        json.WriteNumber("lastEvent"u8, inspection.Events.Count == 0 ? 0 : inspection.Events[^1].Id);
        ExecutionAnswers.WriteValue(json, "input"u8, view.Input);
        ExecutionAnswers.WriteValue(json, "output"u8, view.Output);
        WriteSteps(json, inspection);
    }

    private static void WriteSteps(Utf8JsonWriter json, ExecutionInspection inspection)
    {
        var visits = StepVisit.Of(inspection.Events);
        var standing = inspection.Steps.Where(step => step.EnteredEvent > 0)
            .ToDictionary(step => step.EnteredEvent);
        json.WriteStartArray("steps"u8);
        foreach (var visit in visits.Take(InspectionService.MostSteps))
        {
            json.WriteStartObject();
            Write(json, visit, standing.GetValueOrDefault(visit.EnteredEvent), inspection.View.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("stepsLeftOut"u8, Math.Max(0, visits.Count - InspectionService.MostSteps));
    }

    private static void Write(Utf8JsonWriter json, StepVisit visit, StandingStep? standing, ExecutionStatus status)
    {
        json.WriteString("name"u8, visit.Name);
        WriteIfAny(json, "path"u8, standing?.Path);
        json.WriteString("status"u8, StatusOf(visit, standing, status));
        json.WriteNumber("enteredEvent"u8, visit.EnteredEvent);
        if (visit.Around is { } around)
        {
            json.WriteNumber("around"u8, around.EnteredEvent);
        }

        Times.Write(json, "entered"u8, visit.Entered);
        if (visit.Exited is { } exited)
        {
            Times.Write(json, "exited"u8, exited);
        }

        json.WriteNumber("attempts"u8, Math.Max(visit.Attempts, standing?.Attempt ?? 1));
        if (standing is not null)
        {
            WriteStanding(json, standing);
        }

        WriteIfAny(json, "error"u8, visit.Failure?.Code);
        WriteIfAny(json, "cause"u8, visit.Failure?.Cause);
    }

    private static void WriteStanding(Utf8JsonWriter json, StandingStep standing)
    {
        if (standing is { Standing: StepStanding.Retrying, Due: { } next })
        {
            json.WriteStartObject("retry"u8);
            json.WriteNumber("attempt"u8, standing.Attempt - 1);
            json.WriteNumber("of"u8, standing.MostAttempts ?? standing.Attempt);
            Times.Write(json, "next"u8, next);
            json.WriteEndObject();
        }
        else if (standing.Due is { } until)
        {
            Times.Write(json, "until"u8, until);
        }

        WriteIfAny(json, "mapRun"u8, standing.MapRun);
        if (standing.Scopes > 0)
        {
            json.WriteNumber("scopes"u8, standing.Scopes);
            json.WriteNumber("scopesEnded"u8, standing.Ended);
        }
    }

    private static string StatusOf(StepVisit visit, StandingStep? standing, ExecutionStatus status) =>
        visit.Exited is not null ? visit.HasSucceeded ? "succeeded" : "failed"
        : status.HasEnded() ? "aborted"
        : standing?.Standing switch
        {
            StepStanding.Retrying => "retrying",
            StepStanding.Sleeping or StepStanding.AwaitingReport => "waiting",
            _ => "running",
        };

    private static void WriteIfAny(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}

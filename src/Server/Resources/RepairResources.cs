using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Resources;

/// <summary>Executions that have ended: gone on with where they failed, or run once more.</summary>
internal sealed class RepairResources(ExecutionService executions)
{
    private static readonly Field Definition = new Field(
        "definition",
        Shape.Text,
        "'started' for the one that it has run, 'latest' for the flow as it stands, or a version or alias; 'started' when it is left out.")
        .OrNone;

    public IEnumerable<Resource> All => [Redrive, Rerun];

    private Resource Redrive => new(
        "POST",
        "/executions/{flow}/{name}/redrive",
        new Operation<(ExecutionKey Key, string? Definition, bool DryRun)>("RedriveExecution", mutates: true)
        {
            Naming = ["flow", "name", "definition"],
            Reading = (parameters, _) => (
                OwnParameters.Execution(parameters),
                parameters.Optional("definition"),
                parameters.Boolean("dryRun", absent: false)),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) => Write(answer, await executions.RedriveAsync(
                caller.Account,
                request.Key,
                new RedriveOptions { Definition = request.Definition, DryRun = request.DryRun, By = caller.Arn },
                cancellationToken)),
        })
    {
        Summary = "Goes on with an execution that did not succeed, where it stood; what has succeeded is not run again.",
        Body =
        [
            Definition,
            new Field("dryRun", Shape.Flag, "Only says what would run again and what does not fit.").OrNone,
        ],
        Answer = Shapes.Redriven,
    };

    /// <remarks>The path's part has a name of its own, since the body's 'name' is that of the new execution.</remarks>
    private Resource Rerun => new(
        "POST",
        "/executions/{flow}/{execution}/rerun",
        new Operation<(ExecutionKey Key, RerunOptions Options)>("RerunExecution", mutates: true)
        {
            Naming = ["flow", "execution", "name", "definition"],
            TakesPayload = true,
            Reading = (parameters, _) => (
                new ExecutionKey(
                    OwnParameters.Flow(parameters), ExecutionName.Lookup(parameters.Required("execution"))),
                Options(parameters)),
            Subject = request => Subject.Start(request.Key.Flow, request.Options.Name?.Value),
            Run = async (request, caller, answer, cancellationToken) => ExecutionAnswers.WriteStarted(
                answer, await executions.RerunAsync(caller.Account, request.Key, request.Options, cancellationToken)),
        })
    {
        Summary = "Starts a new execution with the input of one that there is, or another; its history names the old one.",
        Body =
        [
            new Field("name", Shape.Text, "Of the new execution; made up when it is left out.").OrNone,
            new Field("input", Shape.AnyObject, "What it is to work on; that of the old one when it is left out.").OrNone,
            Definition,
        ],
        Answer = Shapes.StartedExecution,
    };

    private static RerunOptions Options(Parameters parameters) => new()
    {
        Name = parameters.Optional("name") is { } name ? ExecutionName.Parse("name", name) : null,
        Utf8Input = parameters.Utf8("input"),
        Definition = parameters.Optional("definition"),
    };

    private static void Write(Utf8JsonWriter json, RedriveView view)
    {
        ExecutionAnswers.WriteBrief(json, view.Execution);
        json.WriteBoolean("isDryRun"u8, view.IsDryRun);
        json.WriteNumber("kept"u8, view.Kept);
        json.WriteStartArray("steps"u8);
        foreach (var step in view.Steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
        json.WriteStartArray("misfits"u8);
        foreach (var misfit in view.Misfits)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, misfit.Path);
            json.WriteNumber("line"u8, misfit.Line);
            json.WriteNumber("column"u8, misfit.Column);
            json.WriteString("problem"u8, misfit.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, RedriveStepView step)
    {
        json.WriteStartObject();
        json.WriteString("path"u8, step.Path);
        json.WriteString("kind"u8, step.Kind);
        json.WriteString("action"u8, step.Action.ToString());
        json.WriteNumber("line"u8, step.Line);
        json.WriteNumber("column"u8, step.Column);
        json.WriteNumber("itemsKept"u8, step.ItemsKept);
        json.WriteNumber("itemsLeft"u8, step.ItemsLeft);
        json.WriteNumber("notBegun"u8, step.NotBegun);
        if (step.Warning is { } warning)
        {
            json.WriteString("warning"u8, warning);
        }

        json.WriteEndObject();
    }
}

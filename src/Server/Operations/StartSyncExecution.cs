using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>StartSyncExecution: runs an execution of an Express flow, and answers with its end.</summary>
/// <remarks>Source: API reference, sections 5.2 and 7.2.</remarks>
internal static class StartSyncExecution
{
    public static Operation Of(ExecutionService executions) =>
        new Operation<NewExecution>(nameof(StartSyncExecution), mutates: true)
        {
            TakesPayload = true,
            Naming = ["FlowName", "ExecutionName", "Qualifier"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Start(request.FlowName, request.Name?.Value),
            Run = async (request, caller, answer, cancellationToken) => ExecutionJson.WriteEnded(
                answer, await executions.StartSyncAsync(caller.Account, request, cancellationToken)),
        };

    public static NewExecution Read(Parameters parameters) => new(
        FlowName.Lookup(parameters.Required("FlowName")),
        parameters.Optional("ExecutionName") is { } name ? ExecutionName.Parse("ExecutionName", name) : null,
        parameters.Utf8("Input"),
        Qualifier: parameters.Optional("Qualifier"));
}

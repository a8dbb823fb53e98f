using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>StartSyncExecution: runs an execution of an Express flow, and answers with its end.</summary>
/// <remarks>Source: API reference, sections 5.2 and 7.2.</remarks>
internal static class StartSyncExecution
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ExecutionService executions,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var execution = await executions.StartSyncAsync(account, Read(parameters), cancellationToken);

        ExecutionJson.WriteEnded(answer, execution);
    }

    public static NewExecution Read(Parameters parameters) => new(
        FlowName.Lookup(parameters.Required("FlowName")),
        parameters.Optional("ExecutionName") is { } name ? ExecutionName.Parse("ExecutionName", name) : null,
        parameters.Optional("Input"),
        Qualifier: parameters.Optional("Qualifier"));
}

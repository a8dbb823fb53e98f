using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>StartExecution: a new execution, or the running one of that name.</summary>
/// <remarks>Source: API reference, section 7.1.</remarks>
internal static class StartExecution
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ExecutionService executions,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var execution = await executions.StartAsync(account, Read(parameters), cancellationToken);

        ExecutionJson.Write(answer, execution);
    }

    public static NewExecution Read(Parameters parameters) => new(
        FlowName.Lookup(parameters.Required("FlowName")),
        parameters.Optional("ExecutionName") is { } name ? ExecutionName.Parse("ExecutionName", name) : null,
        parameters.Optional("Input"),
        parameters.Optional("CallbackFnFTaskToken"),
        parameters.Optional("Qualifier"));
}

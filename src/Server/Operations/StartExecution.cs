using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>StartExecution: a new execution, or the running one of that name.</summary>
/// <remarks>Source: API reference, section 7.1.</remarks>
internal static class StartExecution
{
    public static Operation Of(ExecutionService executions) =>
        new Operation<NewExecution>(nameof(StartExecution), mutates: true)
        {
            TakesPayload = true,
            Naming = ["FlowName", "ExecutionName", "Qualifier"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Start(request.FlowName, request.Name?.Value),
            Demands = request => Demand.ReportOn(request.CallbackToken),
            Run = async (request, caller, answer, cancellationToken) => ExecutionJson.Write(
                answer, await executions.StartAsync(caller.Account, request, cancellationToken)),
        };

    public static NewExecution Read(Parameters parameters) => new(
        FlowName.Lookup(parameters.Required("FlowName")),
        parameters.Optional("ExecutionName") is { } name ? ExecutionName.Parse("ExecutionName", name) : null,
        parameters.Utf8("Input"),
        parameters.Optional("CallbackFnFTaskToken"),
        parameters.Optional("Qualifier"));
}

using Sluice.Engine.Api;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>StopExecution: ends an execution that is in progress.</summary>
/// <remarks>Source: API reference, section 7.3.</remarks>
internal static class StopExecution
{
    public static Operation Of(ExecutionService executions) =>
        new Operation<(ExecutionKey Key, string? Error, string? Cause)>(nameof(StopExecution), mutates: true)
        {
            Naming = ["FlowName", "ExecutionName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var execution = await executions.StopAsync(
                    caller.Account, request.Key, request.Error, request.Cause, cancellationToken);

                ExecutionJson.Write(answer, execution);
                if (execution.RoleArn.Length > 0)
                {
                    answer.WriteString("RoleArn"u8, execution.RoleArn);
                }
            },
        };

    public static (ExecutionKey Key, string? Error, string? Cause) Read(Parameters parameters) => (
        ExecutionParameters.Key(parameters),
        parameters.Text("Error", ExecutionParameters.ErrorCharacters),
        parameters.Text("Cause", ExecutionParameters.CauseCharacters));
}

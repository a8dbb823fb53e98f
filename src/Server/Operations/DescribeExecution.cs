using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeExecution: the execution as it stands, or as it ended within the wait.</summary>
/// <remarks>Source: API reference, section 7.4; protocol, section 7.</remarks>
internal static class DescribeExecution
{
    public static Operation Of(ExecutionService executions, CancellationToken stopping) =>
        new Operation<(ExecutionKey Key, TimeSpan Wait)>(nameof(DescribeExecution), mutates: false)
        {
            Naming = ["FlowName", "ExecutionName"],
            Reading = (parameters, _) => Read(parameters),
            Subject = request => Subject.Flow(request.Key.Flow),
            Run = async (request, caller, answer, cancellationToken) =>
            {
                var (account, (key, wait)) = (caller.Account, request);
                var execution = wait == TimeSpan.Zero
                    ? await executions.DescribeAsync(account, key, wait, cancellationToken)
                    : await WaitAsync(account, key, wait, executions, stopping, cancellationToken);

                ExecutionJson.WriteWithEnvironment(answer, execution);
            },
        };

    public static (ExecutionKey Key, TimeSpan Wait) Read(Parameters parameters) => (
        ExecutionParameters.Key(parameters),
        TimeSpan.FromSeconds(parameters.Integer("WaitTimeSeconds", least: 0, most: 60, absent: 0)));

    private static async Task<ExecutionView> WaitAsync(
        AccountId account,
        ExecutionKey key,
        TimeSpan wait,
        ExecutionService executions,
        CancellationToken stopping,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        try
        {
            return await executions.DescribeAsync(account, key, wait, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A server that stops tells its waiting callers how things stand instead of hanging up on them.
            return await executions.DescribeAsync(account, key, TimeSpan.Zero, cancellationToken);
        }
    }
}

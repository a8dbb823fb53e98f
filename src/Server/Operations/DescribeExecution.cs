using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeExecution: the execution as it stands, or as it ended within the wait.</summary>
/// <remarks>Source: API reference, section 7.4; protocol, section 7.</remarks>
internal static class DescribeExecution
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ExecutionService executions,
        Utf8JsonWriter answer,
        CancellationToken stopping,
        CancellationToken cancellationToken)
    {
        var (key, wait) = Read(parameters);

        var execution = wait == TimeSpan.Zero
            ? await executions.DescribeAsync(account, key, wait, cancellationToken)
            : await WaitAsync(account, key, wait, executions, stopping, cancellationToken);

        ExecutionJson.WriteWithEnvironment(answer, execution);
    }

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

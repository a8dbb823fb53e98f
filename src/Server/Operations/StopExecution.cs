using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>StopExecution: ends an execution that is in progress.</summary>
/// <remarks>Source: API reference, section 7.3.</remarks>
internal static class StopExecution
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        ExecutionService executions,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var (key, error, cause) = Read(parameters);

        var execution = await executions.StopAsync(account, key, error, cause, cancellationToken);

        ExecutionJson.Write(answer, execution);
        if (execution.Revision.RoleArn.Length > 0)
        {
            answer.WriteString("RoleArn"u8, execution.Revision.RoleArn);
        }
    }

    public static (ExecutionKey Key, string? Error, string? Cause) Read(Parameters parameters) => (
        ExecutionParameters.Key(parameters),
        parameters.Text("Error", ExecutionParameters.ErrorCharacters),
        parameters.Text("Cause", ExecutionParameters.CauseCharacters));
}

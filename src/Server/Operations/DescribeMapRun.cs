using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model.Names;
using Sluice.Server.Answers;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeMapRun: how far the items of a distributed Map are.</summary>
/// <remarks>Source: API reference, sections 5.5 and 8.1.</remarks>
internal static class DescribeMapRun
{
    public static async Task HandleAsync(
        Parameters parameters,
        AccountId account,
        MapRunService runs,
        Utf8JsonWriter answer,
        CancellationToken cancellationToken)
    {
        var run = await runs.DescribeAsync(account, MapRunParameters.Key(parameters), cancellationToken);

        MapRunJson.Write(answer, run);
    }
}

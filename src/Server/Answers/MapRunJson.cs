using System.Text.Json;
using Sluice.Engine.Api;

namespace Sluice.Server.Answers;

/// <summary>The members of a map run.</summary>
/// <remarks>Source: API reference, section 5.5; protocol, section 3.</remarks>
internal static class MapRunJson
{
    /// <summary>As DescribeMapRun shows it: without the flow's name, with what has become of the items.</summary>
    public static void Write(Utf8JsonWriter json, MapRunView run)
    {
        json.WriteString("MapRunName"u8, run.Key.Name);
        json.WriteString("ExecutionName"u8, run.Key.Execution.Name.Value);
        json.WriteString("Status"u8, run.Status.ToString());
        Times.Write(json, "StartedTime"u8, run.Started);
        if (run.Stopped is { } stopped)
        {
            Times.Write(json, "StoppedTime"u8, stopped);
        }

        WriteValues(json, run);
        json.WriteStartObject("ItemCounts"u8);
        json.WriteNumber("Total"u8, run.Items.Total);
        json.WriteNumber("Pending"u8, run.Items.Pending);
        json.WriteNumber("Running"u8, run.Items.Running);
        json.WriteNumber("Succeed"u8, run.Items.Succeeded);
        json.WriteNumber("Failed"u8, run.Items.Failed);
        json.WriteNumber("Aborted"u8, run.Items.Aborted);
        json.WriteEndObject();
    }

    /// <summary>As UpdateMapRun shows it: the names and the values in force.</summary>
    public static void WriteUpdated(Utf8JsonWriter json, MapRunView run)
    {
        json.WriteString("FlowName"u8, run.Key.Execution.Flow.Value);
        json.WriteString("ExecutionName"u8, run.Key.Execution.Name.Value);
        json.WriteString("MapRunName"u8, run.Key.Name);
        WriteValues(json, run);
    }

    private static void WriteValues(Utf8JsonWriter json, MapRunView run)
    {
        json.WriteNumber("Concurrency"u8, run.Concurrency);
        json.WriteNumber("ToleratedFailedCount"u8, run.ToleratedCount);
        json.WriteNumber("ToleratedFailedPercentage"u8, run.ToleratedPercentage);
    }
}

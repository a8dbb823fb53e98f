using System.Text.Json;
using Sluice.Engine.Api;

namespace Sluice.Server.Answers;

/// <summary>The members of an execution.</summary>
/// <remarks>
/// Input is echoed as sent, and empty when none was; Output is empty until there is one; StoppedTime is left
/// out while the execution runs. Source: API reference, sections 5.2 and 12 (Q5 to Q7).
/// </remarks>
internal static class ExecutionJson
{
    /// <summary>What lists show with MetadataOnly, and every other answer too.</summary>
    public static void WriteMetadata(Utf8JsonWriter json, ExecutionView view)
    {
        json.WriteString("FlowName"u8, view.Flow);
        json.WriteString("Name"u8, view.Name);
        json.WriteString("Status"u8, view.Status.ToString());
        Times.Write(json, "StartedTime"u8, view.Started);
        if (view.Stopped is { } stopped)
        {
            Times.Write(json, "StoppedTime"u8, stopped);
        }
    }

    /// <summary>One that is damaged, in a list: which one it is, and what is damaged; nothing that could be taken for data.</summary>
    public static void WriteDamaged(Utf8JsonWriter json, ExecutionView view)
    {
        json.WriteString("FlowName"u8, view.Flow);
        json.WriteString("Name"u8, view.Name);
        Times.Write(json, "StartedTime"u8, view.Started);
        json.WriteString("Damage"u8, view.Damage);
    }

    /// <summary>As StartExecution and StopExecution show it.</summary>
    public static void Write(Utf8JsonWriter json, ExecutionView view)
    {
        WriteMetadata(json, view);
        json.WriteString("FlowDefinition"u8, view.Definition);
        json.WriteString("Input"u8, view.Input);
        json.WriteString("Output"u8, view.Output);
    }

    /// <summary>As StartSyncExecution shows it: the end and its reason, neither input nor definition.</summary>
    public static void WriteEnded(Utf8JsonWriter json, ExecutionView view)
    {
        WriteMetadata(json, view);
        json.WriteString("Output"u8, view.Output);
        json.WriteString("ErrorCode"u8, view.Error ?? "");
        json.WriteString("ErrorMessage"u8, view.Cause ?? "");
        EnvironmentJson.WriteOfExecution(json, view.Environment);
    }

    /// <summary>As DescribeExecution and ListExecutions show it.</summary>
    public static void WriteWithEnvironment(Utf8JsonWriter json, ExecutionView view)
    {
        Write(json, view);
        EnvironmentJson.WriteOfExecution(json, view.Environment);
    }
}

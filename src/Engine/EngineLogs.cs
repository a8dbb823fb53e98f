using Sluice.Engine.Metering;

namespace Sluice.Engine;

/// <summary>Categories of the engine's log lines that are let through by themselves.</summary>
public static class EngineLogs
{
    /// <summary>A line for each event of a history: names and numbers, and no data.</summary>
    public const string History = HistoryLog.Category;
}

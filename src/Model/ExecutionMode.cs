namespace Sluice.Model;

/// <summary>How a flow's executions run; chosen when the flow is created. The numbers are stored.</summary>
/// <remarks>Source: runtime, section 3.</remarks>
public enum ExecutionMode
{
    Standard = 0,
    Express = 1,
}

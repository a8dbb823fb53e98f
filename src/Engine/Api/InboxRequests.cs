using System.Globalization;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Engine.Api;

/// <summary>Names a task that waits, or did: one attempt of one step. It is no secret, and nobody can report with it.</summary>
public readonly record struct InboxId(ExecutionId Execution, int Frame, int Attempt)
{
    /// <returns>Null for what cannot be one.</returns>
    public static InboxId? Find(string text) =>
        text.Split('-') is [var execution, var frame, var attempt]
        && long.TryParse(execution, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number >= 0
        && int.TryParse(frame, NumberStyles.None, CultureInfo.InvariantCulture, out var frameNumber)
        && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var attemptNumber)
            ? new InboxId(new ExecutionId(number), frameNumber, attemptNumber)
            : null;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Execution.Value:x}-{Frame}-{Attempt}");
}

/// <summary>A task that waits for somebody to decide.</summary>
/// <param name="State">Its name behind those of the states around it.</param>
/// <param name="Input">What the state was given, without the token; null when it is too long for a list.</param>
public sealed record InboxItem(InboxId Id, ExecutionKey Execution, string State, JsonPayload? Input)
{
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it is given up; null for as long as the execution may take.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>A place in the inbox: behind a task.</summary>
/// <param name="Started">When its execution began, Unix milliseconds.</param>
/// <param name="Frame">Of the task; <see cref="WholeExecution"/> behind all of the execution.</param>
public sealed record InboxPlace(long Started, ExecutionId Execution, int Frame)
{
    public const int WholeExecution = int.MaxValue;
}

/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, InboxPlace? Next);

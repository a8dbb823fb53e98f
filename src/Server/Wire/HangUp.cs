using Microsoft.AspNetCore.Connections;

namespace Sluice.Server.Wire;

/// <summary>Tells that the other side has gone from everything else that can go wrong.</summary>
internal static class HangUp
{
    /// <param name="aborted">Cancelled when the request is.</param>
    /// <remarks>A connection that is closed because the server stops is aborted before its request is.</remarks>
    public static bool Is(Exception e, CancellationToken aborted) =>
        e is OperationCanceledException or IOException
        && (aborted.IsCancellationRequested
            || (e as ConnectionAbortedException ?? e.InnerException) is ConnectionAbortedException);
}

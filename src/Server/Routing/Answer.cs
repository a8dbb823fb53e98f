using System.Buffers;
using Sluice.Server.Errors;
using Sluice.Server.Wire;

namespace Sluice.Server.Routing;

/// <summary>What goes out for a request: all at once, or piece by piece while it comes to be.</summary>
internal readonly struct Answer
{
    private readonly int _status;
    private readonly string _contentType;
    private readonly ReadOnlySequence<byte> _body;
    private readonly IAsyncEnumerable<ReadOnlyMemory<byte>>? _pieces;

    private Answer(
        int status,
        string contentType,
        ReadOnlySequence<byte> body,
        IAsyncEnumerable<ReadOnlyMemory<byte>>? pieces)
    {
        (_status, _contentType) = (status, contentType);
        (_body, _pieces) = (body, pieces);
    }

    /// <summary>Known to its last byte before the first is sent, and sent with its length.</summary>
    public static Answer Buffered(int status, string contentType, ReadOnlyMemory<byte> body) =>
        Buffered(status, contentType, new ReadOnlySequence<byte>(body));

    /// <inheritdoc cref="Buffered(int, string, ReadOnlyMemory{byte})"/>
    public static Answer Buffered(int status, string contentType, in ReadOnlySequence<byte> body) =>
        new(status, contentType, body, pieces: null);

    /// <summary>A success that goes on: its head leaves at once, each piece as soon as it is there.</summary>
    /// <param name="pieces">They heed the token they are asked with. It is cancelled when the client has gone or the server
    /// is about to stop; for the client the answer then ends as if there were no more of them.</param>
    public static Answer Streamed(string contentType, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces) =>
        new(StatusCodes.Status200OK, contentType, body: default, pieces);

    /// <summary>Sends it; other headers have been set.</summary>
    /// <param name="stopping">Cancelled when the server is about to stop. What is buffered is sent nonetheless.</param>
    /// <returns>Whether anybody was left to read it.</returns>
    public async ValueTask<bool> SendAsync(HttpContext context, CancellationToken stopping)
    {
        var connection = context.Features.Get<RefusalWriter>();
        connection?.ApplicationSpeaks = true;
        try
        {
            context.Response.StatusCode = _status;
            if (_status == StatusCodes.Status204NoContent)
            {
                return true;
            }

            context.Response.ContentType = _contentType;
            if (_pieces is not null)
            {
                await StreamAsync(_pieces, context, stopping);
                return true;
            }

            context.Response.ContentLength = _body.Length;
            if (_body.IsSingleSegment)
            {
                await context.Response.BodyWriter.WriteAsync(_body.First);
                return true;
            }

            // Piece by piece: the web server would keep a copy of all that it is given at once.
            foreach (var piece in _body)
            {
                await context.Response.BodyWriter.WriteAsync(piece);
            }

            return true;
        }
        catch (Exception e) when (HangUp.Is(e, context.RequestAborted))
        {
            return false;
        }
        finally
        {
            connection?.ApplicationSpeaks = false;
        }
    }

    private static async Task StreamAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, HttpContext context, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await context.Response.BodyWriter.FlushAsync(ending.Token);
            await foreach (var piece in pieces.WithCancellation(ending.Token))
            {
                await context.Response.BodyWriter.WriteAsync(piece, ending.Token);
            }
        }
        catch (OperationCanceledException) when (
            stopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // What has been sent stands, and the web server ends the body in order.
        }
    }
}

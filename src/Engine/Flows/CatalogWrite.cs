using Sluice.Model;
using Sluice.Storage;

namespace Sluice.Engine.Flows;

/// <summary>Writes to the catalogue, as a caller of the API sees them.</summary>
internal static class CatalogWrite
{
    /// <summary>Turns the store's refusal into an answer that tells the caller to try again.</summary>
    /// <exception cref="ApiException"><c>InternalServerError</c>: the store cannot write now.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (StoreRefusedException e)
        {
            throw ApiException.StoreCannotWrite(e.Message, e);
        }
    }
}

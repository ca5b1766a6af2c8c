using System.Runtime.CompilerServices;

namespace SymDiff.Tests;

public sealed class PublicApiTests
{
    /// <summary>
    /// A change of the public surface is meant: to accept it, replace the verified file by the received one.
    /// </summary>
    [Fact]
    public void The_public_api_is_the_one_that_was_agreed_on()
    {
        string verifiedPath = Path.Combine(Folder(), "PublicApi.SymDiff.verified.txt");
        string receivedPath = Path.Combine(Folder(), "PublicApi.SymDiff.received.txt");
        string received = PublicApiPrinter.Print(typeof(DifferentiableAttribute).Assembly);
        string verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : "";
        if (received == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail(
            $"The public API changed; see {Path.GetFileName(receivedPath)}.\n" +
            string.Concat(verified.Split('\n').Except(received.Split('\n')).Select(line => $"- {line}\n")) +
            string.Concat(received.Split('\n').Except(verified.Split('\n')).Select(line => $"+ {line}\n")));
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

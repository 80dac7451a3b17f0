using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Cpc.Cryptography.Tests")]

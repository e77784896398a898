filedesc://old.arc 0.0.0.0 20040517081500 text/plain 81
1 0 Wenlow Press Archive
URL IP-address Archive-date Content-type Archive-length

http://www.wenlow-courier.example/ferry story.html 192.0.2.7 20040517081500 text/html 880
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry leaves an hour earlier</title></head><body><div class="menu"><a href="/">Home</a> <a href="/sea">Sea</a></div><article><h1>Ferry leaves an hour earlier</h1><p>The ferry Aurelia will leave the harbour of Port Wenlow an hour earlier from Monday, the harbour board said, because dredging narrows the channel until the end of spring.</p><p>Commuters on the early boat said that they had been told nothing. A spokeswoman for the board answered that posters had hung at both piers since the first week of the month.</p><p>The board expects the dredging to cost four million crowns, of which the county pays half. Work is to stop while seals give birth on the outer banks.</p></article><div class="footer"><a href="/imprint">Imprint</a></div></body></html>
http://www.wenlow-courier.example/missing 192.0.2.7 20040517081500 text/html 524
HTTP/1.1 404 Not Found
Content-Type: text/html; charset=utf-8
Content-Length: 437

<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gone</title></head><body><div class="menu"><a href="/">Home</a> <a href="/sea">Sea</a></div><article><h1>Gone</h1><p>The ferry Aurelia will leave the harbour of Port Wenlow an hour earlier from Monday, the harbour board said, because dredging narrows the channel until the end of spring.</p></article><div class="footer"><a href="/imprint">Imprint</a></div></body></html>
http://www.wenlow-courier.example/seals 192.0.2.7 20040517081500 text/html 700
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8
Content-Length: 620

<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Seals come first</title></head><body><div class="menu"><a href="/">Home</a> <a href="/sea">Sea</a></div><article><h1>Seals come first</h1><p>The board expects the dredging to cost four million crowns, of which the county pays half. Work is to stop while seals give birth on the outer banks.</p><p>Commuters on the early boat said that they had been told nothing. A spokeswoman for the board answered that posters had hung at both piers since the first week of the month.</p></article><div class="footer"><a href="/imprint">Imprint</a></div></body></html>

/*
 * map.js - the interactive map: our points, on the operator's tiles where there are any.
 *
 * Loaded on its own page only, after somebody pressed a button that told how large it is. The points
 * are issues.geojson of the same query, part after part; they can be reached by Tab and opened by Enter.
 */
(function () {
	'use strict';
	var box = document.getElementById('map');
	var told = document.getElementById('map-status');
	var most = 2000; /* points: more of them slow down an old telephone, and hide each other */
	var map, group, count = 0;

	function tell(text) {
		told.textContent = text;
	}

	function add(feature) {
		var at = feature.geometry && feature.geometry.coordinates;
		var known = feature.properties;
		var marker, link;
		if (!at)
			return;
		count++;
		link = document.createElement('a');
		link.href = known.url;
		link.textContent = known.title + ' (№ ' + known.number + ')';
		marker = L.circleMarker([at[1], at[0]], {
			radius: known.precision === 'settlement' ? 12 : 8,
			weight: 2,
			className: 'point'
		});
		marker.bindPopup(link);
		marker.on('add', function () {
			var path = marker.getElement();
			path.setAttribute('tabindex', '0');
			path.setAttribute('role', 'button');
			path.setAttribute('aria-label', known.title);
			path.addEventListener('keydown', function (event) {
				if (event.key === 'Enter' || event.key === ' ') {
					event.preventDefault();
					marker.openPopup();
					link.focus();
				}
			});
		});
		group.addLayer(marker);
	}

	function load(address) {
		return fetch(address, {credentials: 'same-origin'}).then(function (answer) {
			if (!answer.ok)
				throw new Error(String(answer.status));
			return answer.json();
		}).then(function (collection) {
			collection.features.forEach(add);
			if (collection.next && count < most) {
				var next = new URL(collection.next);
				return load(next.pathname + next.search);
			}
		});
	}

	map = L.map(box, {attributionControl: true});
	map.attributionControl.setPrefix('Leaflet');
	if (box.dataset.tiles)
		L.tileLayer(box.dataset.tiles, {maxZoom: 18, attribution: box.dataset.attribution}).addTo(map);
	map.setView([49, 32], 6);
	group = L.featureGroup().addTo(map);
	load(box.dataset.issues).then(function () {
		tell(count ? box.dataset.count + ': ' + count : box.dataset.none);
		if (count)
			map.fitBounds(group.getBounds().pad(0.1), {maxZoom: 15, animate: false});
	}, function () {
		tell(box.dataset.failed);
	});
}());
